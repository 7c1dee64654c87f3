package io.drillbook.usecase.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.Set;

/**
 * Which recovery point is wanted, and where to look.
 *
 * @param vaults names, in the order in which they are tried
 * @param signers names of the keys of which one must have signed it
 * @param sources only these, or every one where empty
 */
public record PointWanted(
    String system, String point, List<String> vaults, List<String> signers, Set<String> sources) {
  public PointWanted {
    vaults = List.copyOf(vaults);
    signers = List.copyOf(signers);
    sources = Set.copyOf(sources);
  }

  /** A point of a plan, in the plan's vaults, signed by the plan's signer or one before it. */
  public static PointWanted of(ProtectionPlan plan, String point, Set<String> sources) {
    return new PointWanted(
        plan.system(), point, plan.backup().vaults(), plan.backup().trustedSigners(), sources);
  }

  /** A point that one source of this one rests on, in the same vaults. */
  PointWanted base(String base, String source) {
    return new PointWanted(system, base, vaults, signers, Set.of(source));
  }
}

package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.Recipients;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.VerifiedPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Verifies that the first recovery point after a change of keys is good for the new keys. */
public final class VerifyNewPoint {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final KeyRing keys;
  private final Vaults vaults;
  private final CatalogStore catalog;
  private final VerifyRecoveryPoint verify;

  /** Takes what it works with. */
  public VerifyNewPoint(
      KeyRing keys, Vaults vaults, CatalogStore catalog, VerifyRecoveryPoint verify) {
    this.keys = keys;
    this.vaults = vaults;
    this.catalog = catalog;
    this.verify = verify;
  }

  /**
   * What was found.
   *
   * @param openedWith names of the keys whose private half opened it here
   * @param notHere names of recipients whose private half is elsewhere: whoever holds it has to try
   */
  public record Opened(String point, List<String> openedWith, List<String> notHere) {}

  /**
   * Reads the newest point whole, by today's signer only, and opens its smallest member with each
   * recipient's private key that is here.
   *
   * @param since the point must have been begun then or later
   * @throws Fault POINT_UNKNOWN where there is none; KEY_MISSING where it is not for the plan's
   *     keys; and whatever {@link VerifyRecoveryPoint} finds
   */
  public Opened verify(ProtectionPlan plan, Instant since, StepContext context) {
    CatalogPoint newest =
        catalog.points(plan.system()).stream()
            .filter(CatalogPoint::usable)
            .filter(point -> !point.startedAt().isBefore(since))
            .findFirst()
            .orElseThrow(() -> missing(plan.system()));
    VerifiedPoint verified =
        verify.verify(
            new PointWanted(
                plan.system(),
                newest.point(),
                newest.vaults(),
                List.of(plan.backup().signWith()),
                Set.of()),
            context);
    Recipients recipients = keys.recipients(plan.backup().encryptTo());
    requireFor(recipients, verified.manifest());
    List<String> opened = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    for (KeyFacts key : recipients.facts()) {
      if (keys.opens(key.name())) {
        open(verified, keys.openers(List.of(key.fingerprint())), context);
        opened.add(key.name());
      } else {
        elsewhere.add(key.name());
      }
    }
    return new Opened(newest.point(), opened, elsewhere);
  }

  private void open(VerifiedPoint verified, MemberKeys opener, StepContext context) {
    Manifest manifest = verified.manifest();
    Member smallest =
        manifest.members().stream()
            .filter(member -> !member.isSealed())
            .min(Comparator.comparingLong(Member::storedBytes))
            .orElseThrow();
    String vault = verified.vaults().iterator().next();
    StoredPoint place = new StoredPoint(vaults.vault(vault), manifest.system(), manifest.point());
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = new EncryptedMembers(opener, place::read).open(smallest)) {
      while (in.read(buffer) >= 0) {
        context.cancellation().check();
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to open the member to its end: '" + smallest.file() + "'",
          "Check the key files, then take a new backup.",
          e);
    }
  }

  private static void requireFor(Recipients recipients, Manifest manifest) {
    if (!Set.copyOf(recipients.fingerprints()).equals(Set.copyOf(manifest.recipients()))) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to accept the new recovery point, it is for other keys: '"
              + manifest.point()
              + "'",
          "It is for "
              + manifest.recipients()
              + ", the plan says "
              + recipients.fingerprints()
              + ".");
    }
  }

  private static Fault missing(String system) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find a recovery point that was taken with the new key: '" + system + "'",
        "The backup of this run failed; its record says why.");
  }
}

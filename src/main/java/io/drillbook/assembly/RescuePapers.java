package io.drillbook.assembly;

import io.drillbook.domain.fault.Fault;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPapers;
import io.drillbook.pipeline.StoredPapers.StoredPaper;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The runbooks on paper in vaults, with neither server nor plan. */
public final class RescuePapers {
  private final Vaults vaults;
  private final KeyRing keys;
  private final List<String> signers;

  RescuePapers(Vaults vaults, KeyRing keys, List<String> signers) {
    this.vaults = vaults;
    this.keys = keys;
    this.signers = List.copyOf(signers);
  }

  /** A runbook on paper in a vault. */
  public record FoundPaper(String system, String vault, StoredPaper paper) {}

  /** All of them, by system, the newest last. */
  public List<FoundPaper> all(Optional<String> system) {
    List<FoundPaper> found = new ArrayList<>();
    for (String name : vaults.names()) {
      Vault vault = vaults.vault(name);
      List<String> systems = system.map(List::of).orElseGet(() -> StoredPapers.systems(vault));
      for (String one : systems) {
        new StoredPapers(vault, one)
            .all()
            .forEach(paper -> found.add(new FoundPaper(one, name, paper)));
      }
    }
    found.sort(Comparator.comparing(FoundPaper::system).thenComparing(it -> it.paper().name()));
    return found;
  }

  /**
   * The newest of some papers that holds, where signers are known.
   *
   * @param papers the newest last
   */
  public Optional<FoundPaper> newestGood(List<FoundPaper> papers) {
    return IntStream.rangeClosed(1, papers.size())
        .mapToObj(behind -> papers.get(papers.size() - behind))
        .filter(this::holds)
        .findFirst();
  }

  private boolean holds(FoundPaper paper) {
    try {
      page(paper);
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  /**
   * The page of a paper.
   *
   * @throws Fault CHECKSUM_MISMATCH; SIGNATURE_INVALID where signers are known and none signed it
   */
  public byte[] page(FoundPaper wanted) {
    StoredPapers papers = new StoredPapers(vaults.vault(wanted.vault()), wanted.system());
    byte[] page = papers.read(wanted.paper());
    if (!signers.isEmpty()) {
      papers.verify(wanted.paper(), page, keys, signers);
    }
    return page;
  }
}

package io.drillbook.pipeline;

import io.drillbook.domain.point.Manifest;
import java.util.ArrayList;
import java.util.List;

/** What stands beside the members for people and stock tools; unsigned, so nothing rests on it. */
public final class SideFiles {
  private final StoredPoint place;

  /** The side files of a point in one vault. */
  public SideFiles(StoredPoint place) {
    this.place = place;
  }

  /**
   * What is wrong with the files beside the members that nobody signs: a restore does not read
   * them, but people do.
   *
   * @return plain sentences; empty where all is well
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE
   */
  public List<String> findings(Manifest manifest) {
    List<String> findings = new ArrayList<>();
    String folder = PointLayout.folder(manifest.system(), manifest.point());
    String where = " in vault '" + place.vault() + "': '" + folder;
    if (place.find(PointLayout.SUMS).filter(RestoreGuide.sums(manifest)::equals).isEmpty()) {
      findings.add("missing or not as the manifest says" + where + PointLayout.SUMS + "'");
    }
    boolean guide =
        place
            .find(PointLayout.GUIDE)
            .filter(text -> text.contains(manifest.point()) && text.contains(manifest.signer()))
            .isPresent();
    if (!guide) {
      findings.add("missing or of another point" + where + PointLayout.GUIDE + "'");
    }
    return findings;
  }
}

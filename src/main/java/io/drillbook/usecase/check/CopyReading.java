package io.drillbook.usecase.check;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import java.util.List;

/**
 * What reading one copy back showed.
 *
 * @param copy as it is known now
 * @param before what was known of it until now
 * @param findings what is wrong, one line each; empty where the copy is good
 * @param notes what was looked at beyond the checksums, or could not be, and why
 * @param broken whether the recovery point itself is: every copy holds the same broken content
 */
public record CopyReading(
    PointCopy copy, CopyState before, List<String> findings, List<String> notes, boolean broken) {
  public CopyReading {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Whether the copy is whole. */
  public boolean isGood() {
    return findings.isEmpty();
  }
}

package io.drillbook.usecase.backup;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.List;
import java.util.Map;

/**
 * One source, captured.
 *
 * @param dropped vaults that failed and are not required, with the reason: for the record, and
 *     somebody has to know
 */
public record CaptureOutcome(
    SourceCapture capture, List<Member> members, Map<String, String> dropped) {
  public CaptureOutcome {
    members = List.copyOf(members);
    dropped = Map.copyOf(dropped);
  }
}

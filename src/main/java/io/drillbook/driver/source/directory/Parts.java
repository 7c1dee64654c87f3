package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.Basis;
import java.util.List;
import java.util.Optional;

/** The members of one capture: archives and the list of checksums. */
record Parts(List<Member> members) {
  static final String TAR = "tar";
  static final String SUMS = "sha256";
  static final String SUMS_PART = "files";
  static final String LIST_PART = "all";
  static final String GONE = "nul";
  static final String GONE_PART = "gone";

  /** The list of all paths; empty where the capture is complete in itself and has none. */
  Optional<Member> list() {
    return members.stream().filter(member -> member.format().equals(Basis.KEPT)).findFirst();
  }

  List<Member> archives() {
    return members.stream().filter(member -> member.format().equals(TAR)).toList();
  }

  Member sums() {
    return members.stream()
        .filter(member -> member.format().equals(SUMS))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.RESTORE_FAILED,
                    "unable to find the list of checksums among the members: '" + members + "'",
                    "Was the recovery point written by another version?"));
  }
}

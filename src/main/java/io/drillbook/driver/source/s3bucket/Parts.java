package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.util.List;
import java.util.Optional;

/** The members of one capture: the inventory, and the bytes where they were captured. */
record Parts(List<Member> members) {
  static final String INVENTORY_PART = "inventory";
  static final String NDJSON = "ndjson";
  static final String BYTES_PART = "objects";
  static final String TAR = "tar";

  Member inventory() {
    return find(NDJSON)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.RESTORE_FAILED,
                    "unable to find the inventory among the members: '" + members + "'",
                    "Was the recovery point written by another version?"));
  }

  Optional<Member> bytes() {
    return find(TAR);
  }

  private Optional<Member> find(String format) {
    return members.stream().filter(member -> member.format().equals(format)).findFirst();
  }
}

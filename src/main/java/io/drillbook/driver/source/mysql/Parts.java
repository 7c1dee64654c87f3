package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.util.List;

/** The members of one capture by the part each holds, which stands in its file's name. */
record Parts(List<Member> members) {
  static final String SQL = "sql";

  /** Everything but the events. */
  static final String WHOLE = "";

  /** Events alone: they must not run before what they work on was compared. */
  static final String EVENTS = "events";

  Parts {
    members = List.copyOf(members);
  }

  Member get(String part) {
    return members.stream()
        .filter(member -> part.equals(part(member)))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find a member of the recovery point: '"
                        + (part.isEmpty() ? SQL : part)
                        + "'",
                    "The recovery point is not complete; choose another one."));
  }

  private static String part(Member member) {
    String tail = "." + member.format();
    String file = member.file();
    int end = file.indexOf(tail, member.source().length());
    int begin = member.source().length() + 1;
    return end >= begin ? file.substring(begin, end) : "";
  }
}

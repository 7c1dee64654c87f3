package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.util.List;
import java.util.Optional;

/** The members of one capture by the part each holds, which stands in its file's name. */
record Parts(List<Member> members) {
  static final String PGDUMP = "pgdump";
  static final String SQL = "sql";

  /** Roles and memberships of the cluster. */
  static final String GLOBALS = "globals";

  /** What the database itself is set to: configuration and who may connect. */
  static final String SETTINGS = "settings";

  /** Everything in one archive. */
  static final String WHOLE = "";

  /** All definitions, no data. */
  static final String SCHEMA = "schema";

  /** Data of every table that is not in the second. */
  static final String FIRST = "0";

  /** Data of the second group of tables. */
  static final String SECOND = "1";

  Parts {
    members = List.copyOf(members);
  }

  Optional<Member> find(String part) {
    return members.stream().filter(member -> part.equals(part(member))).findFirst();
  }

  Member get(String part) {
    return find(part)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find a member of the recovery point: '"
                        + (part.isEmpty() ? PGDUMP : part)
                        + "'",
                    "The recovery point is not complete; choose another one."));
  }

  /** Whether one archive holds everything. */
  boolean whole() {
    return find(SCHEMA).isEmpty();
  }

  /** The archive that holds all definitions. */
  Member definitions() {
    return get(whole() ? WHOLE : SCHEMA);
  }

  /** The archives that hold rows. */
  List<Member> data() {
    return whole() ? List.of(get(WHOLE)) : List.of(get(FIRST), get(SECOND));
  }

  private static String part(Member member) {
    String tail = "." + member.format();
    String file = member.file();
    int end = file.indexOf(tail, member.source().length());
    int begin = member.source().length() + 1;
    return end >= begin ? file.substring(begin, end) : "";
  }
}

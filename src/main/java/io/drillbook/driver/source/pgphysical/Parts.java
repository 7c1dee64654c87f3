package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.util.List;
import java.util.Optional;

/** The members of one capture by the part each holds, which stands in its file's name. */
record Parts(List<Member> members) {
  static final String TAR = "tar";
  static final String JSON = "json";

  /** The cluster's own folder; the server's list is in it, unless it is a part of its own. */
  static final String BASE = "base";

  /** The server's list of all files, where there are tablespaces. */
  static final String LIST = "manifest";

  private static final String TABLESPACE = "tablespace-";

  Parts {
    members = List.copyOf(members);
  }

  static String tablespace(long number) {
    return TABLESPACE + number;
  }

  Member base() {
    return find(BASE)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find a member of the recovery point: '" + BASE + "'",
                    "The recovery point is not complete; choose another one."));
  }

  Optional<Member> list() {
    return find(LIST);
  }

  List<Member> archives() {
    return members.stream().filter(member -> member.format().equals(TAR)).toList();
  }

  /** The folder that the paths of an archive are in, with a slash behind. */
  String below(Member archive) {
    String part = part(archive);
    return part.startsWith(TABLESPACE)
        ? "pg_tblspc/" + part.substring(TABLESPACE.length()) + "/"
        : "";
  }

  private Optional<Member> find(String part) {
    return members.stream().filter(member -> part.equals(part(member))).findFirst();
  }

  private static String part(Member member) {
    String tail = "." + member.format();
    String file = member.file();
    int end = file.indexOf(tail, member.source().length());
    int begin = member.source().length() + 1;
    return end >= begin ? file.substring(begin, end) : "";
  }
}

package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.util.List;
import java.util.Optional;

/** The members of one capture: the bundle, the list of names, the large files. */
record Parts(List<Member> members) {
  static final String BUNDLE_PART = "repository";
  static final String BUNDLE = "bundle";
  static final String REFS_PART = "names";
  static final String REFS = "refs";
  static final String LFS_PART = "lfs";
  static final String TAR = "tar";

  /** Missing where the repository was empty. */
  Optional<Member> bundle() {
    return find(BUNDLE);
  }

  Member refs() {
    return find(REFS)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.RESTORE_FAILED,
                    "unable to find the list of names among the members: '" + members + "'",
                    "Was the recovery point written by another version?"));
  }

  /** Missing where the repository has no large files. */
  Optional<Member> lfs() {
    return find(TAR);
  }

  /** Bytes that a restore writes, the bundle's twice: as it comes and as a repository. */
  long room() {
    return bundle().map(Member::contentBytes).orElse(0L) * 2
        + lfs().map(Member::contentBytes).orElse(0L);
  }

  private Optional<Member> find(String format) {
    return members.stream().filter(member -> member.format().equals(format)).findFirst();
  }
}

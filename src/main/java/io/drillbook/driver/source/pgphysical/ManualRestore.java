package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;

/** The commands that restore one cluster with gpg, zstd, tar and PostgreSQL's own programs. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return "";
  }

  Member base() {
    return capture == null ? null : parts.base();
  }
}

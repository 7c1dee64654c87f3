package io.drillbook.driver.source.sanity;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd and Sanity's own program. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Member member;

  ManualRestore(SourceCapture capture, Member member) {
    this.capture = capture;
    this.member = member;
  }

  String markdown() {
    String tar = capture.source() + ".tar";
    return """
        ### Sanity source `%s` (project `%s`, dataset `%s`)

        You need `gpg` with a private key of one of the recipients, `zstd`, Node.js with Sanity's
        program `sanity`, and a token that may manage the project's datasets. Set
        `SANITY_AUTH_TOKEN` to that token, `PROJECT` to the project and `DATASET` to the name of a
        new dataset: never the one that is in use.

        ```bash
        set -euo pipefail
        umask 077
        : "${SANITY_AUTH_TOKEN:?}" "${DATASET:?}" "${PROJECT:=%s}"
        gpg --decrypt %s | zstd -d -q -o %s
        sanity dataset create "$DATASET" --visibility private --project-id "$PROJECT"
        sanity dataset import %s "$DATASET" --project "$PROJECT"
        rm %s
        ```

        Right is: the commands end without an error or a warning, and these counts of documents by
        type hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            capture.facts().get(Capture.PROJECT),
            capture.facts().get(Capture.DATASET),
            capture.facts().get(Capture.PROJECT),
            member.file(),
            tar,
            tar,
            tar,
            counts());
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((type, count) -> lines.add(type + " = " + count));
    return String.join("\n", lines);
  }
}

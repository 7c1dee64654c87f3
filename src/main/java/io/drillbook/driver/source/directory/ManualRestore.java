package io.drillbook.driver.source.directory;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd, tar and sha256sum. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return parts.list().isPresent() ? new ManualChain(capture).markdown() : plain();
  }

  private String plain() {
    return """
        ### Folder source `%s` (`%s`)

        You need GNU `tar`, `gpg` with a private key of one of the recipients, `zstd` and `sha256sum`.
        Set `TARGET` to a folder that is empty or missing. As root, owners come back too. Each archive
        stands alone and may be unpacked side by side with the others; together they are the folder.

        ```bash
        %s
        ```

        Right is: each command ends without an error, and these counts hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            capture.facts().getOrDefault("path", ""),
            String.join("\n", commands()),
            counts(capture));
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("mkdir -p \"${TARGET:?}\"");
    lines.add("test -z \"$(ls -A \"$TARGET\")\"");
    for (Member archive : parts.archives()) {
      lines.add(
          open(archive)
              + " | tar -x -p --numeric-owner --xattrs --xattrs-include='user.*' -C \"$TARGET\"");
    }
    if (capture.contents().getOrDefault("files", 0L) > 0) {
      lines.add(open(parts.sums()) + " | (cd \"$TARGET\" && sha256sum --quiet --strict -c -)");
    }
    return lines;
  }

  private static String open(Member member) {
    return "gpg --decrypt " + member.file() + " | zstd -d";
  }

  static String counts(SourceCapture capture) {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }
}

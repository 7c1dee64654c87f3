package io.drillbook.driver.source.git;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd, git and, for large files, tar. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return """
        ### Git repository source `%s` (`%s`)

        You need `git`, `gpg` with a private key of one of the recipients, and `zstd`%s.
        Set `TARGET` to a folder that is missing; it becomes a bare repository. Push it on with
        `git -C "$TARGET" push --mirror ADDRESS`, or work on a copy of it: `git clone "$TARGET"`.

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
            capture.facts().getOrDefault(Capture.URL_FACT, ""),
            parts.lfs().isPresent() ? ", and `tar` for the large files" : "",
            String.join("\n", commands()),
            counts());
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("test ! -e \"${TARGET:?}\"");
    if (parts.bundle().isPresent()) {
      lines.add(open(parts.bundle().get()) + " > \"$TARGET.bundle\"");
      lines.add("git clone --mirror \"$TARGET.bundle\" \"$TARGET\"");
      lines.add("git -C \"$TARGET\" bundle verify \"$TARGET.bundle\"");
      lines.add("git -C \"$TARGET\" config --remove-section remote.origin");
      lines.add("rm \"$TARGET.bundle\"");
    } else {
      lines.add("git init --bare \"$TARGET\"");
    }
    String head = capture.facts().getOrDefault(Capture.HEAD_FACT, "");
    if (!head.isEmpty()) {
      lines.add("git -C \"$TARGET\" symbolic-ref HEAD '" + head.replace("'", "'\\''") + "'");
    }
    parts.lfs().ifPresent(member -> largeFiles(member, lines));
    lines.add("git -C \"$TARGET\" fsck --full --no-dangling");
    if (parts.bundle().isPresent()) {
      lines.add("git -C \"$TARGET\" show-ref --head | sort > \"$TARGET.found\"");
      lines.add(open(parts.refs()) + " | sort | cmp - \"$TARGET.found\"");
      lines.add("rm \"$TARGET.found\"");
    }
    return lines;
  }

  private static void largeFiles(Member member, List<String> lines) {
    lines.add("mkdir -p \"$TARGET/lfs/objects\"");
    lines.add(open(member) + " | tar -x -C \"$TARGET/lfs/objects\"");
    // Each large file is named by its checksum.
    lines.add(
        "(cd \"$TARGET/lfs/objects\" && find . -type f | sed 's#.*/\\(.*\\)#\\1  &#'"
            + " | sha256sum --quiet --strict -c -)");
  }

  private static String open(Member member) {
    return "gpg --decrypt " + member.file() + " | zstd -d";
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }
}

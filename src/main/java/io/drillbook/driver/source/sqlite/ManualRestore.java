package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd and the program sqlite3. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Member member;

  ManualRestore(SourceCapture capture, Member member) {
    this.capture = capture;
    this.member = member;
  }

  String markdown() {
    return """
        ### SQLite source `%s` (`%s`)

        You need `gpg` with a private key of one of the recipients, `zstd` and `sqlite3`. Stop the
        application. Set `TARGET` to a file that is missing or has no byte in it. What is left beside it
        of an earlier database (`-wal`, `-shm`, `-journal`) must go, or SQLite plays it into this one.
        The file belonged to `%s:%s` with the rights `%s`.

        ```bash
        %s
        ```

        Right is: each command ends without an error; what `integrity_check` and `foreign_key_check`
        print is as many lines as are counted here; these counts of rows hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            fact("path"),
            fact(Ownership.OWNER),
            fact(Ownership.GROUP),
            fact(Ownership.MODE),
            String.join("\n", commands()),
            counts());
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("umask 077");
    lines.add("test ! -s \"${TARGET:?}\"");
    lines.add("gpg --decrypt %s | zstd -d -q -o \"$TARGET.part\"".formatted(shell(member.file())));
    lines.add("check() { sqlite3 -readonly \"$TARGET.part\" \"$1\"; }");
    if (capture.contents().getOrDefault(Contents.FINDINGS, 0L) == 0) {
      lines.add("test \"$(check 'pragma integrity_check')\" = ok");
    } else {
      lines.add("check 'pragma integrity_check'");
    }
    if (capture.contents().getOrDefault(Contents.VIOLATIONS, 0L) >= 0) {
      lines.add("check 'pragma foreign_key_check'");
    }
    lines.add(
        "rm -f -- \"$TARGET\"-wal \"$TARGET\"-shm \"$TARGET\"-journal"
            + " \"$TARGET.part\"-wal \"$TARGET.part\"-shm");
    lines.add("mv -- \"$TARGET.part\" \"$TARGET\"");
    return lines;
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }

  private String fact(String name) {
    return capture.facts().getOrDefault(name, "");
  }

  private static String shell(String word) {
    return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

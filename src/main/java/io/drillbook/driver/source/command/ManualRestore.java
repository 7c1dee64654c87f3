package io.drillbook.driver.source.command;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that bring one capture back with gpg, zstd and the team's own program. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Member member;

  ManualRestore(SourceCapture capture, Member member) {
    this.capture = capture;
    this.member = member;
  }

  String markdown() {
    return """
        ### Command source `%s` (`%s`)

        You need `gpg` with a private key of one of the recipients, `zstd`, `sha256sum` and the program
        that restores. %s

        ```bash
        %s
        ```

        Right is: each command ends without an error, and these counts hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(), fact("program"), needs(), String.join("\n", commands()), counts());
  }

  private String needs() {
    String needed = fact(Facts.NEEDS);
    return needed.isEmpty()
        ? "See to it that it leads to the target and not to production."
        : "Export what it needs, so that it leads to the target and not to production: `"
            + needed.replace(" ", "`, `")
            + "`.";
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("umask 077");
    lines.add(open() + " | sha256sum | grep -q '^" + fact(Facts.SUM) + " '");
    String restore = fact(Facts.RESTORE);
    if (restore.isEmpty() || fact(Facts.RESTORE_BY_FILE).equals("true")) {
      String file = capture.source() + "." + fact("format");
      lines.add(open() + " > " + file);
      if (restore.isEmpty()) {
        lines.add(
            "# the plan names no program that restores: hand " + file + " to the one you know");
      } else {
        lines.add("FILE=\"$PWD/" + file + "\"");
        lines.add(restore);
        lines.add("rm -f \"$FILE\"");
      }
    } else {
      lines.add(open() + " | " + restore);
    }
    return lines;
  }

  private String open() {
    return "gpg --decrypt " + member.file() + " | zstd -d";
  }

  private String fact(String name) {
    return capture.facts().getOrDefault(name, "");
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }
}

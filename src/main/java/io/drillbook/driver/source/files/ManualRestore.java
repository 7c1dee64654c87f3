package io.drillbook.driver.source.files;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd, tar and sha256sum. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(SourceCapture capture, Member member) {
    String open = "gpg --decrypt " + member.file() + " | zstd -d";
    return """
        ### Files source `%s`

        You need GNU `tar`, `gpg` with a private key of one of the recipients, `zstd` and `sha256sum`.
        Set `TARGET` to a folder that is empty or missing, not to where the files belong: they may hold
        secrets and stand there by their whole path, below `files`. As root, owners come back too. Compare
        them with what is there before you copy them, as with `diff -r "$TARGET/files/etc" /etc`.

        ```bash
        set -euo pipefail
        mkdir -p -m 700 "${TARGET:?}"
        test -z "$(ls -A "$TARGET")"
        %s | tar -x -p --numeric-owner -C "$TARGET"
        (cd "$TARGET" && sha256sum --quiet --strict -c SHA256SUMS)
        ```

        Right is: each command ends without an error, and these counts hold (without SHA256SUMS itself).

        ```text
        %s
        ```
        """
        .formatted(capture.source(), open, counts(capture));
  }

  private static String counts(SourceCapture capture) {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }
}

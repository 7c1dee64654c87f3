package io.drillbook.driver.source.sops;

import io.drillbook.domain.point.Member;
import java.util.stream.Collectors;

/** The commands that restore one capture with gpg and zstd. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(Members members) {
    return members.sealed().map(ManualRestore::file).orElseGet(() -> structure(members));
  }

  private static String file(Member member) {
    return """
        The file is **sealed**: `%s` opens with the private half of %s only, whatever else opens the rest
        of this point. What comes out is the file as sops wrote it. Set `TARGET` to a file that is not there.

        ```bash
        set -euo pipefail
        umask 077
        test ! -e "${TARGET:?}"
        gpg --decrypt %s | zstd -d > "$TARGET.new"
        mv -n "$TARGET.new" "$TARGET"
        ```

        Right is: each command ends without an error; `sops decrypt "$TARGET"` with a key of the file opens it.
        """
        .formatted(
            member.file(),
            member.recipients().stream()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(" or ")),
            member.file());
  }

  private static String structure(Members members) {
    return """
        The file was not captured. Which values it had and who can decrypt them is in its structure:

        ```bash
        set -euo pipefail
        gpg --decrypt %s | zstd -d > inventory.json
        ```
        """
        .formatted(members.inventory().map(Member::file).orElse(""));
  }
}

package io.drillbook.driver.source.pass;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.stream.Collectors;

/** The commands that restore one capture with gpg, zstd, tar and git. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(SourceCapture capture, Members members) {
    return members.store().map(store -> values(capture, members, store)).orElse(names(members));
  }

  private static String names(Members members) {
    return """
        No value was captured: the secrets have to be made anew. Their names, times, versions and the
        keys that each was encrypted for are in the inventory:

        ```bash
        set -euo pipefail
        gpg --decrypt %s | zstd -d > inventory.json
        ```
        """
        .formatted(members.inventory().file());
  }

  private static String values(SourceCapture capture, Members members, Member store) {
    return """
        You need `pass`, GNU `tar`, `git`, `zstd` and `gpg`. The values are **sealed**: %s opens with the
        private half of %s only, whatever else opens the rest of this point. What comes out are the files
        of the store, each still encrypted to the people of its `.gpg-id`. Set `TARGET` to a folder that
        is empty or missing.

        ```bash
        set -euo pipefail
        umask 077
        mkdir -p "${TARGET:?}"
        test -z "$(ls -A "$TARGET")"
        gpg --decrypt %s | zstd -d | tar -x -p -C "$TARGET"
        %s```

        Right is: each command ends without an error, and `PASSWORD_STORE_DIR="$TARGET" pass ls` shows
        %d secrets.
        """
        .formatted(
            "`" + store.file() + "`",
            store.recipients().stream().map(k -> "`" + k + "`").collect(Collectors.joining(" or ")),
            store.file(),
            members.history().map(it -> history(capture, it)).orElse(""),
            capture.contents().getOrDefault(Sums.NAMED, 0L));
  }

  private static String history(SourceCapture capture, Member member) {
    String head = capture.facts().getOrDefault(Members.HEAD, "");
    String quoted = "'" + head.replace("'", "'\\''") + "'";
    String set = head.startsWith("refs/") ? "symbolic-ref HEAD " : "update-ref --no-deref HEAD ";
    return """
        gpg --decrypt %s | zstd -d > "$TARGET.bundle"
        git -C "$TARGET" init -q
        git -C "$TARGET" fetch -q --update-head-ok "$(realpath "$TARGET.bundle")" '+refs/*:refs/*'
        git -C "$TARGET" %s%s
        git -C "$TARGET" reset -q
        rm "$TARGET.bundle"
        """
        .formatted(member.file(), set, quoted);
  }
}

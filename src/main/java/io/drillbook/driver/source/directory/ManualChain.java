package io.drillbook.driver.source.directory;

import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.SourceCapture;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that restore a capture of changes and all that it rests on with stock tools. */
final class ManualChain {
  private static final String TEXT =
      """
      ### Folder source `%1$s` (`%2$s`)

      %3$s

      You need GNU `tar`, `gpg` with a private key of one of the recipients, `zstd`, `xargs`, `sed`
      and `sha256sum`. Set `TARGET` to a folder that is empty or missing, and work as root, so that
      owners come back and folders that are read-only are no obstacle. Each point is laid over the
      one before: what had gone is removed, what was new or changed is unpacked.

      ```bash
      set -euo pipefail
      export LC_ALL=C
      %4$sopen() { gpg --quiet --decrypt "$1" | zstd -d -q; }
      mkdir -p "${TARGET:?}"
      test -z "$(ls -A "$TARGET")"
      for point in %5$s; do
        if [ -e "$point/%1$s.gone.nul.zst.pgp" ]; then
          open "$point/%1$s.gone.nul.zst.pgp" | (cd "$TARGET" && xargs -0 -r rm -rf --)
        fi
        for archive in "$point"/%1$s.[0-9]*.tar.zst.pgp; do
          [ -e "$archive" ] || continue
          open "$archive" |
            tar -x -p --numeric-owner --xattrs --xattrs-include='user.*' -C "$TARGET"
        done
      done
      # Files of which only rights, owner or time changed since their bytes were captured:
      open %1$s.all.list.zst.pgp | sed -n '/^f [^ ]* t /p' | (
        cd "$TARGET"
        while IFS= read -r line; do
          read -r _ _ _ mode owner _ modified _ <<< "$line"
          file=${line#*  }
          if [[ $line =~ ' '\\\\[0-9a-f]{64}'  ' ]]; then file=$(printf '%%b/' "$file"); file=${file%%/}; fi
          chown -h -- "$owner" "$file" 2>/dev/null || test "$(id -u)" != 0
          chmod -- "$mode" "$file"
          touch -d "@$modified" -- "$file"
        done
      )
      # Every file of the list must be there and be right:
      open %1$s.all.list.zst.pgp | sed -n -E 's/^f ([^ ]+ ){10}//p' > "$TARGET.sha256"
      if [ -s "$TARGET.sha256" ]; then
        (cd "$TARGET" && sha256sum --quiet --strict -c -) < "$TARGET.sha256"
      fi
      rm -- "$TARGET.sha256"
      ```

      Right is: each command ends without an error, and these counts hold.

      ```text
      %6$s
      ```
      """;

  private final SourceCapture capture;

  ManualChain(SourceCapture capture) {
    this.capture = capture;
  }

  String markdown() {
    List<String> bases = Lineage.needs(capture.facts()).stream().map(it -> "../" + it).toList();
    String rests =
        bases.isEmpty()
            ? "This capture is a full one: nothing but this folder is needed."
            : "This capture holds what changed. It rests on these recovery points, which must lie"
                + " beside this one, oldest first: "
                + bases.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "))
                + ". The first command checks them as you checked this one.";
    return TEXT.formatted(
        capture.source(),
        capture.facts().getOrDefault("path", ""),
        rests,
        bases.isEmpty() ? "" : check(bases),
        bases.isEmpty() ? "." : String.join(" ", bases) + " .",
        ManualRestore.counts(capture));
  }

  private static String check(List<String> bases) {
    return """
        for base in %s; do (
          cd "$base"
          gpg --verify manifest.json.asc manifest.json
          awk -F'"' '$2=="file"{f=$4} $2=="storedSha256"{print $4 "  " f}' manifest.json |
            sha256sum --quiet --strict -c -
        ); done
        """
        .formatted(String.join(" ", bases));
  }
}

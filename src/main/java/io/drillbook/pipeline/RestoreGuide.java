package io.drillbook.pipeline;

import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.SourceCapture;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes RESTORE.md and SHA256SUMS: everything that somebody needs who has the folder, a private
 * key and stock tools, but no Drillbook.
 */
public final class RestoreGuide {
  private static final String HEAD =
      """
      # Restore %1$s from %2$s by hand

      This folder is a recovery point. It needs no Drillbook: `gpg`, `zstd`, `sha256sum`, `awk` and
      the tools of each source (named below) are enough. Work in `bash`, in this folder.

      | | |
      |---|---|
      | system | `%1$s` |
      | recovery point | `%2$s` |
      | begun, sealed | %3$s, %4$s |
      | signed by | `%5$s` |
      | opened by any one of | %6$s |
      %8$s
      ## 1. Keys

      You need the signer's **public** key and the **private** half of one of the keys that open it,
      from where your team keeps them, never from the vault. Import both:

          gpg --import signer.asc ops.private.asc

      ## 2. Check it before you use a byte

      The signature must be good, and the primary key's fingerprint must be `%5$s`:

      ```bash
      gpg --verify manifest.json.asc manifest.json
      ```

      Every file must be whole. The first command is quick to type; the second takes the checksums
      from the manifest, which is signed, and is the one that counts:

      ```bash
      sha256sum -c SHA256SUMS
      awk -F'"' '$2=="file"{f=$4} $2=="storedSha256"{print $4 "  " f}' manifest.json | sha256sum --strict -c -
      ```

      Stop if anything says BAD, FAILED or an error: take this point from another vault, or an older one.

      ## 3. Open the members

      A member is the tool's own format, compressed by zstd, encrypted by OpenPGP:

      ```bash
      set -o pipefail
      gpg --decrypt MEMBER.zst.pgp | zstd -d > MEMBER
      ```

      Use what comes out only if the command ended with exit code 0.

      | member | source | bytes of content | SHA-256 of content |
      |---|---|---|---|
      %7$s
      ## 4. Restore the sources
      """;

  private RestoreGuide() {}

  /**
   * The text of RESTORE.md.
   *
   * @param sections per source the driver's own Markdown
   */
  public static String write(Manifest manifest, Map<String, String> sections) {
    StringBuilder text =
        new StringBuilder(
            HEAD.formatted(
                manifest.system(),
                manifest.point(),
                manifest.startedAt(),
                manifest.sealedAt(),
                manifest.signer(),
                keys(manifest.recipients()),
                table(manifest),
                partial(manifest)));
    for (SourceCapture source : manifest.sources()) {
      text.append("\n### ")
          .append(source.source())
          .append(" (")
          .append(source.kind())
          .append(")\n\n");
      text.append("Holds the data as of ").append(source.dataTime()).append(".\n\n");
      text.append(sections.get(source.source()).strip()).append('\n');
    }
    return text.toString();
  }

  /** The text of SHA256SUMS. */
  public static String sums(Manifest manifest) {
    return manifest.members().stream()
        .map(member -> member.storedSha256() + "  " + member.file() + "\n")
        .collect(Collectors.joining());
  }

  /** Said before anything else is done: who restores this alone has not got the system back. */
  private static String partial(Manifest manifest) {
    if (manifest.missing().isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("\n**This recovery point is PARTIAL.** It does not hold:\n\n");
    for (MissingSource it : manifest.missing()) {
      text.append("- `").append(it.source()).append("` (").append(it.kind()).append("): ");
      text.append(it.why().replaceAll("\\s+", " ")).append('\n');
    }
    return text.append("\nTake these from an older recovery point that holds them.\n").toString();
  }

  private static String keys(List<String> fingerprints) {
    return fingerprints.stream().map(k -> "`" + k + "`").collect(Collectors.joining(", "));
  }

  private static String table(Manifest manifest) {
    StringBuilder rows = new StringBuilder();
    for (Member member : manifest.members()) {
      rows.append("| `").append(member.file()).append("` | ").append(member.source());
      rows.append(" | ").append(member.contentBytes());
      rows.append(" | `").append(member.contentSha256()).append("` |\n");
    }
    for (Member member : manifest.members()) {
      if (member.isSealed()) {
        rows.append("\nSealed, whatever opens the others: `").append(member.file());
        rows.append("` opens with ").append(keys(member.recipients())).append(" only.\n");
      }
    }
    return rows.toString();
  }
}

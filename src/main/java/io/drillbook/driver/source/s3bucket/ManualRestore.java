package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;

/** The commands that restore one capture with gpg, zstd, sed, curl and, for copied bytes, tar. */
final class ManualRestore {
  private static final String REQUEST =
      """
      s3() { printf 'user = "%s:%s"\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" \\
        | curl -sS --fail-with-body --path-as-is -K - --aws-sigv4 "aws:amz:$REGION:s3" \\
          -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' "$@"; }
      """;

  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return parts.bytes().map(this::fromArchive).orElseGet(this::fromVersions);
  }

  private String fromVersions() {
    return """
        ### Bucket source `%s` (`%s`)

        The bytes are not here but in the versions that the bucket keeps; this is the list of them. You need `gpg`
        with a private key of one of the recipients, `zstd`, `sed` and `curl` 7.86 or newer. Export `ENDPOINT`
        (such as `https://s3.example.com`, at Amazon `https://s3.REGION.amazonaws.com`), `REGION`, `AWS_ACCESS_KEY_ID`
        and `AWS_SECRET_ACCESS_KEY` of a login that may read the versions, `CURL_CA_BUNDLE` where the store's
        authority is not a public one, and `TARGET`, an empty bucket of the same store.

        ```bash
        set -euo pipefail
        %s%s
          | sed -n 's/^{"seen":true,"path":"\\([^"]*\\)","version":"\\([^"]*\\)".*/\\1 \\2/p' \\
          | while read -r path version; do
            s3 -X PUT -o answer.xml -H "x-amz-copy-source: /%s/$path?versionId=$version" "${ENDPOINT:?}/${TARGET:?}/$path" </dev/null
            grep -q '<ETag>' answer.xml # a copy may fail after the store has answered 200
            echo "$path"
          done > restored.list
        test "$(wc -l < restored.list)" -eq %d
        ```

        Right is: each command ends without an error. Where a version is gone, the command for it fails and names the
        key last in `restored.list`. Objects above 5 GiB need `upload-part-copy`. To bring one object back in the bucket
        itself, give that bucket as `TARGET` and that one line.
        """
        .formatted(
            capture.source(),
            Home.of(capture).shown(),
            REQUEST,
            open(parts.inventory()) + " \\",
            Home.of(capture).bucket(),
            capture.contents().getOrDefault(Sums.OBJECTS, 0L));
  }

  private String fromArchive(Member archive) {
    return """
        ### Bucket source `%s` (`%s`)

        The archive holds the objects, named by number; the inventory tells the number of each key. You need `gpg` with a
        private key of one of the recipients, `zstd`, `tar`, `sed` and `curl` 7.86 or newer. Export `ENDPOINT` (such as
        `https://s3.example.com`), `REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, `CURL_CA_BUNDLE` where
        the store's authority is not a public one, and `TARGET`, an empty bucket.

        ```bash
        set -euo pipefail
        %smkdir objects
        %s | tar -x -C objects
        %s \\
          | sed -n 's/^{"seen":true,"path":"\\([^"]*\\)","version":"[^"]*","entry":\\([0-9]*\\),.*"sha256":"\\([^"]*\\)".*/\\1 \\2 \\3/p' \\
          | while read -r path entry sum; do
            file="objects/$(printf '%%012d' "$entry")"
            echo "$sum  $file" | sha256sum --quiet --strict -c -
            s3 -T "$file" "${ENDPOINT:?}/${TARGET:?}/$path"
            echo "$path"
          done > restored.list
        test "$(wc -l < restored.list)" -eq %d
        rm -r objects
        ```

        Right is: each command ends without an error. Types and metadata of each object are in the inventory, under
        `headers`; pass those that matter with `-H`. An object above 5 GiB must be sent in parts.
        """
        .formatted(
            capture.source(),
            Home.of(capture).shown(),
            REQUEST,
            open(archive),
            open(parts.inventory()),
            capture.contents().getOrDefault(Sums.OBJECTS, 0L));
  }

  private static String open(Member member) {
    return "gpg --decrypt " + member.file() + " | zstd -d";
  }
}

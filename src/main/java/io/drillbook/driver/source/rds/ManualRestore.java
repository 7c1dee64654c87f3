package io.drillbook.driver.source.rds;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands that restore one capture with gpg, zstd, jq and curl, at Amazon. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(SourceCapture capture, Member member) {
    String snapshots =
        capture.facts().entrySet().stream()
            .filter(fact -> fact.getKey().startsWith("snapshot in "))
            .map(fact -> "- " + fact.getKey() + ": `" + fact.getValue() + "`\n")
            .collect(Collectors.joining());
    Map<String, String> facts = capture.facts();
    return opening(facts.getOrDefault("instance", ""), snapshots)
        + setUp()
        + "gpg --decrypt "
        + member.file()
        + " | zstd -d > \"$work/instance.json\"\n"
        + calls();
  }

  private static String opening(String instance, String snapshots) {
    return """
        **The data is not in this point.** It is in a snapshot that stays with Amazon; without it, and without the KMS
        key if it is encrypted, nothing of instance `%s` can be restored from here:

        %s
        You need `curl` 7.86 or newer, `jq`, `zstd` and `gpg`. Set `AWS_REGION` (one of those above), `AWS_ACCESS_KEY_ID`,
        `AWS_SECRET_ACCESS_KEY`, `INSTANCE` (the name of the new instance), and `AWS_ENDPOINT_URL` unless it is Amazon's
        own. In another region or network name its own groups in `restoreForm` first. With Amazon's command line the same
        calls are `aws rds restore-db-instance-from-db-snapshot`, `aws rds wait db-instance-available` and
        `aws rds modify-db-instance`.
        """
        .formatted(instance, snapshots);
  }

  private static String setUp() {
    return """
        ```bash
        set -euo pipefail
        umask 077
        work=$(mktemp -d)
        printf 'user = "%s:%s"\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" > "$work/login"
        api() { curl -sS --fail-with-body -o "$work/answer" -K "$work/login" --aws-sigv4 "aws:amz:$AWS_REGION:rds" \\
          -H 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' --data-binary @- \\
          "${AWS_ENDPOINT_URL:-https://rds.$AWS_REGION.amazonaws.com}/"; }
        form='to_entries | map(.key + "=" + (.value | tostring | @uri)) | join("&")'
        state() { jq -nj --arg id "$INSTANCE" "{Action: \\"DescribeDBInstances\\", Version: \\"2014-10-31\\",
          DBInstanceIdentifier: \\$id} | $form" | api && grep -o '<DBInstanceStatus>[^<]*' "$work/answer"; }
        ready() { while state > "$work/state"; do
            if grep -q '>available$' "$work/state"; then return; fi
            if grep -E '>(failed|storage-full|stopped|incompatible)' "$work/state"; then exit 1; fi
            sleep "${PAUSE:-20}"; done
          exit 1; }
        """;
  }

  private static String calls() {
    return """
        jq -j --arg id "$INSTANCE" --arg region "$AWS_REGION" "{Action: \\"RestoreDBInstanceFromDBSnapshot\\",
          Version: \\"2014-10-31\\", DBInstanceIdentifier: \\$id, DBSnapshotIdentifier: .snapshots[\\$region].id}
          + .restoreForm | $form" "$work/instance.json" | api
        ready
        jq -j --arg id "$INSTANCE" "{Action: \\"ModifyDBInstance\\", Version: \\"2014-10-31\\", ApplyImmediately: true,
          DBInstanceIdentifier: \\$id} + .modifyForm | $form" "$work/instance.json" | api
        sleep "${PAUSE:-20}"
        ready
        grep -o '<Address>[^<]*' "$work/answer"
        rm -r "$work"
        ```

        Right is: each command ends without an error, and the last one tells the address of the new instance.
        """;
  }
}

package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.point.Member;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands that restore one capture with gpg, zstd, jq and curl. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(Members members) {
    Map<String, String> facts = members.capture().facts();
    String opening =
        """
        You need `curl` 7.86 or newer, `jq`, `zstd` and `gpg`, and a region in which no secret's name begins with
        `PREFIX`. Set `AWS_REGION` (captured was `%s`), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `PREFIX` (may be
        empty; captured was `%s`), and `AWS_ENDPOINT_URL` unless it is Amazon's own. With Amazon's own command line the
        same calls are `aws secretsmanager create-secret` and `put-secret-value`.
        """
            .formatted(facts.getOrDefault("region", ""), facts.getOrDefault("prefix", ""));
    String setUp =
        """
        ```bash
        set -euo pipefail
        umask 077
        work=$(mktemp -d)
        printf 'user = "%s:%s"\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" > "$work/login"
        api() { curl -sS --fail-with-body -o "$work/answer" -K "$work/login" --aws-sigv4 "aws:amz:$AWS_REGION:secretsmanager" \\
          -H "X-Amz-Target: secretsmanager.$1" -H 'Content-Type: application/x-amz-json-1.1' --data-binary @- \\
          "${AWS_ENDPOINT_URL:-https://secretsmanager.$AWS_REGION.amazonaws.com}/"; }
        """
            + "gpg --decrypt "
            + members.inventory().file()
            + " | zstd -d > \"$work/inventory.json\"\n";
    return opening
        + members.values().map(ManualRestore::sealed).orElse(unsealed())
        + setUp
        + create()
        + members.values().map(ManualRestore::values).orElse("")
        + "rm -r \"$work\"\n```\n"
        + "\nRight is: each command ends without an error. Rotation, replicas and KMS keys stand in"
        + " the inventory and are not set.\n";
  }

  private static String sealed(Member member) {
    return """
        The values are **sealed**: `%s` opens with the private half of %s only, whatever else opens the
        rest of this point. No value is written to a disk or stands on a command line.

        """
        .formatted(
            member.file(),
            member.recipients().stream()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(" or ")));
  }

  private static String unsealed() {
    return "No value was captured: the secrets come back without any and have to be given one anew.\n\n";
  }

  private static String create() {
    return """
        jq -c --arg prefix "$PREFIX" '.secrets[] | select(.restored) | {Name: ($prefix + .path), Description: .metadata.description,
          Tags: (.tags | to_entries | map({Key: .key, Value: .value})), ClientRequestToken: "restored-by-hand-without-drillbook"}
          | with_entries(select(.value != null))' "$work/inventory.json" |
          while IFS= read -r body; do api CreateSecret <<< "$body"; done
        """;
  }

  private static String values(Member member) {
    return "gpg --decrypt "
        + member.file()
        + " | zstd -d | jq --unbuffered -c --arg prefix \"$PREFIX\" 'select(.path) | "
        + """
        {SecretId: ($prefix + .path), ClientRequestToken: .version,
          VersionStages: .labels} + (.value | if has("binary") then {SecretBinary: .binary} else {SecretString: .string} end)' |
          while IFS= read -r body; do api PutSecretValue <<< "$body"; done
        """;
  }
}

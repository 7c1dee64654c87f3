package io.drillbook.driver.source.vaultkv;

import io.drillbook.domain.point.Member;
import java.util.stream.Collectors;

/** The commands that restore one capture with gpg, zstd, jq and curl. */
final class ManualRestore {
  private ManualRestore() {}

  static String markdown(Members members) {
    String prefix = members.capture().facts().getOrDefault("prefix", "");
    String opening =
        """
        You need `curl`, `jq`, `zstd` and `gpg`, and a key-value engine of version 2 that holds nothing below
        `PREFIX`. Set `VAULT_ADDR` (https://host:port), `VAULT_TOKEN`, `MOUNT`, `PREFIX` (empty, or with a
        slash at its end; captured was `%s`), and `CURL_CA_BUNDLE` or `VAULT_NAMESPACE` where they are needed.
        """
            .formatted(prefix);
    String setUp =
        """
        ```bash
        set -euo pipefail
        umask 077
        work=$(mktemp -d)
        printf 'X-Vault-Token: %s\\nX-Vault-Namespace: %s\\n' "$VAULT_TOKEN" "${VAULT_NAMESPACE:-}" > "$work/headers"
        api() { curl -sS --fail-with-body -o "$work/answer" -H @"$work/headers" --data-binary @- "$VAULT_ADDR/v1/$MOUNT/$1/$2"; }
        enc='def enc: split("/") | map(@uri) | join("/");'
        """
            + "gpg --decrypt "
            + members.inventory().file()
            + " | zstd -d > \"$work/inventory.json\"\n";
    return opening
        + members.values().map(it -> sealed(it)).orElse(unsealed())
        + setUp
        + members.values().map(ManualRestore::values).orElse("")
        + metadata()
        + "rm -r \"$work\"\n```\n"
        + "\nRight is: each command ends without an error.\n";
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

  private static String values(Member member) {
    return """
        jq -r "$enc"'.secrets[] | (.metadata.versions | keys | map(tonumber) | min // 1) as $oldest | [(.path | enc),
          ({max_versions: (.metadata.current_version - $oldest + 1), cas_required: false, delete_version_after: "0s"}
          | tojson)] | @tsv' "$work/inventory.json" |
          while IFS=$'\\t' read -r path body; do api metadata "$PREFIX$path" <<< "$body"; done
        """
        + "gpg --decrypt "
        + member.file()
        + " | zstd -d | jq --unbuffered -r \"$enc\"'select(.path) | (.path | enc),\n"
        + """
          ({options: {cas: (.version - 1)}, data: (.data // {drillbook: "no value: it was deleted before the capture"})}
          | tojson)' | while IFS= read -r path && IFS= read -r body; do api data "$PREFIX$path" <<< "$body"; done
        """
        + "gpg --decrypt "
        + member.file()
        + " | zstd -d | jq -c 'select(.path and .data == null) | [.path, .version]' > \"$work/without.json\"\n"
        + """
        for how in delete destroy; do
          jq -r --arg how $how --slurpfile without "$work/without.json" "$enc"'.secrets[] | .path as $path | [(.path | enc),
            ([.metadata.versions | to_entries[] | (.key | tonumber) as $version | select(if $how == "destroy" then .value.destroyed
            else (.value.destroyed | not) and any($without[]; . == [$path, $version]) end) | $version]
            | select(length > 0) | {versions: .} | tojson)] | @tsv' "$work/inventory.json" |
            while IFS=$'\\t' read -r path body; do api $how "$PREFIX$path" <<< "$body"; done
        done
        """;
  }

  private static String metadata() {
    return """
        jq -r "$enc"'.secrets[] | (.path | enc), (.metadata | {max_versions, cas_required, delete_version_after, custom_metadata}
          | with_entries(select(.value != null)) | tojson)' "$work/inventory.json" |
          while IFS= read -r path && IFS= read -r body; do api metadata "$PREFIX$path" <<< "$body"; done
        """;
  }
}

package io.drillbook.testbed;

import java.nio.file.Path;

/** Secrets of a shop with versions, deleted and destroyed ones, and another team's beside them. */
public final class KvSecrets {
  public static final String VALUE = "correct-horse-battery-staple";
  private static final String MAKE =
      """
      printf 'X-Vault-Token: %s\\n' "$2" > "$4/token"
      api() { curl -sS --fail-with-body --cacert "$2" -H @"$1/token" -o /dev/null --data-binary @- "$3/v1/secret/$4"; }
      put() { api "$bed" "$ca" "$url" "$1"; }
      bed=$4 ca=$3 url=$1
      put metadata/shop/db <<< '{"max_versions": 3, "custom_metadata": {"owner": "shop-team"}}'
      for n in 1 2 3 4 5; do put data/shop/db <<< "{\\"data\\": {\\"password\\": \\"$5-$n\\", \\"port\\": 5432.10}}"; done
      put delete/shop/db <<< '{"versions": [4]}'
      put data/shop/api/key%20ä <<< "{\\"data\\": {\\"key\\": \\"$5\\", \\"more\\": {\\"b\\": [1, null], \\"a\\": \\"x\\\\ny\\"}}}"
      put data/shop/old <<< '{"data": {"gone": "1"}}'
      put data/shop/old <<< '{"data": {"gone": "2"}}'
      put destroy/shop/old <<< '{"versions": [1]}'
      put metadata/shop/empty <<< '{"cas_required": true, "delete_version_after": "1h0m0s"}'
      put data/other/theirs <<< '{"data": {"not": "ours"}}'
      """;

  private KvSecrets() {}

  /** Writes them below {@code shop} in the engine that is mounted at {@code secret}. */
  public static void make(KvServer server, Path bed) {
    Bash.run(
        MAKE,
        server.url("127.0.0.1"),
        KvServer.TOKEN,
        server.caFile().toString(),
        bed.toString(),
        VALUE);
  }
}

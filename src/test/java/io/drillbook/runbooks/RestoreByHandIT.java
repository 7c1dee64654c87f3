package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.pipeline.Gpg;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recovery point that the product took, restored by what its RESTORE.md says and nothing else:
 * gpg, zstd, sha256sum, psql and pg_restore, on a server that never heard of Drillbook.
 */
class RestoreByHandIT {
  private static final Pattern COMMANDS = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theCommandsOfRestoreMdBringTheShopBackWithStockTools() throws Exception {
    try (ShopBed shop = new ShopBed("1h").serve();
        PostgresCluster bare = PostgresCluster.start();
        Gpg gpg = new Gpg()) {
      copy(shop.home().resolve("vault/shop").resolve(shop.backup()));
      Path keys = shop.home().resolve("config/keys");
      gpg.ok("--import", keys.resolve("signer.asc").toString());
      gpg.ok("--import", keys.resolve("ops.private.asc").toString());
      String typed =
          COMMANDS
              .matcher(Files.readString(folder.resolve("RESTORE.md")))
              .results()
              .map(MatchResult::group)
              .map(block -> block.replaceAll("```(bash\n)?", ""))
              .filter(block -> !block.contains("MEMBER"))
              .collect(Collectors.joining("\n"));
      assertThat(typed)
          .contains("gpg --verify", "sha256sum -c", "gpg --decrypt", "pg_restore")
          .doesNotContain("drillbook");

      Gpg.Ran ran = gpg.bash(folder, exports(bare) + "set -e\n" + typed);

      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(bare.digests("shop")).isEqualTo(shop.production().digests("shop"));
    }
  }

  private static String exports(PostgresCluster bare) {
    return Map.of(
            "PGHOST", PostgresCluster.HOST,
            "PGPORT", String.valueOf(bare.port()),
            "PGUSER", PostgresCluster.SUPERUSER,
            "PGPASSWORD", PostgresCluster.PASSWORD)
        .entrySet()
        .stream()
        .map(entry -> "export " + entry.getKey() + "='" + entry.getValue() + "'\n")
        .collect(Collectors.joining());
  }

  private void copy(Path point) throws IOException {
    try (Stream<Path> files = Files.list(point)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }
}

package io.drillbook.bench;

import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The pipelines of the seeds, as a team would have them in a script; with pipefail, to be fair to
 * them.
 */
final class Shell {
  private final Path folder;
  private final PostgresCluster source;
  private final PostgresCluster target;
  private final String database;

  Shell(Path folder, PostgresCluster source, PostgresCluster target, String database)
      throws IOException {
    this.folder = Files.createDirectories(folder.resolve("seeds"));
    this.source = source;
    this.target = target;
    this.database = database;
  }

  void prepareKeys() throws Exception {
    bash(
        """
        mkdir -m 700 gnupg
        gpg --batch --quiet --passphrase '' --quick-generate-key backup@example.com default default never
        """);
  }

  void backupAsSeed004() throws Exception {
    bash(
        """
        rm -f dump.sql b.tar.gz b.tar.gz.gpg b.tar.gz.gpg.gpg
        pg_dump -h 127.0.0.1 -p "$SOURCE" -U postgres "$DB" > dump.sql
        tar -czf b.tar.gz dump.sql
        gpg --batch --quiet --trust-model always --encrypt --recipient backup@example.com b.tar.gz
        gpg --batch --quiet --sign b.tar.gz.gpg
        mkdir -p vault && cp b.tar.gz.gpg.gpg vault/
        """);
  }

  void restoreAsSeed004() throws Exception {
    bash(
        """
        rm -rf out && mkdir out
        gpg --batch --quiet --yes --output out/b.tar.gz.gpg --decrypt vault/b.tar.gz.gpg.gpg 2>/dev/null
        gpg --batch --quiet --yes --output out/b.tar.gz --decrypt out/b.tar.gz.gpg 2>/dev/null
        tar -xzf out/b.tar.gz -C out
        createdb -h 127.0.0.1 -p "$TARGET" -U postgres -T template0 seed004
        psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$TARGET" -U postgres -d seed004 -f out/dump.sql > /dev/null
        """);
  }

  void backupAsSeed002() throws Exception {
    bash(
        """
        pg_dump -Fc --no-owner --no-privileges -h 127.0.0.1 -p "$SOURCE" -U postgres -f pg.dump "$DB"
        sha256sum pg.dump > pg.dump.sha256
        """);
  }

  void restoreAsSeed002() throws Exception {
    bash(
        """
        sha256sum --quiet -c pg.dump.sha256
        createdb -h 127.0.0.1 -p "$TARGET" -U postgres -T template0 seed002
        pg_restore --no-owner --no-privileges -h 127.0.0.1 -p "$TARGET" -U postgres -d seed002 pg.dump
        """);
  }

  private void bash(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script))
            .directory(folder.toFile())
            .inheritIO();
    builder
        .environment()
        .putAll(
            Map.of(
                "PGPASSWORD", PostgresCluster.PASSWORD,
                "GNUPGHOME", folder.resolve("gnupg").toString(),
                "SOURCE", String.valueOf(source.port()),
                "TARGET", String.valueOf(target.port()),
                "DB", database));
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("the pipeline of the seed ended with " + code);
    }
  }
}

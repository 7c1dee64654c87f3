package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of RESTORE.md, typed into bash with stock tools on a bare server. */
@Tag("long")
class PostgresqlManualRestoreIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"manual_whole, 64", "manual_split, 0"})
  void theCommandsRestoreWithStockTools(String database, long splitAbove) throws Exception {
    Zoo.create(TestBed.production(), database);
    Map<String, Object> values = new HashMap<>(settings(TestBed.production(), database).values());
    values.put(PostgresqlSettings.SPLIT_ABOVE, splitAbove);
    PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        driver.capture("db", new Settings(values), members, TestStep.of("backup-m", 1));
    encrypt(members);
    String markdown = driver.manualRestore(capture, members.members());
    assertThat(markdown).contains("public.parents = 5000");
    String commands = markdown.substring(markdown.indexOf("```bash") + 7);
    Files.writeString(folder.resolve("typed.sh"), commands.substring(0, commands.indexOf("```")));
    try (PostgresCluster bare = PostgresCluster.start()) {
      bash("bash typed.sh", bare);
      assertThat(bare.digests(database)).isEqualTo(TestBed.production().digests(database));
      assertThat(Zoo.definitions(bare, database))
          .isEqualTo(Zoo.definitions(TestBed.production(), database));
      assertThat(Zoo.roles(bare, database)).isEqualTo(Zoo.roles(TestBed.production(), database));
    }
  }

  private void encrypt(MemoryMembers members) throws Exception {
    Files.createDirectory(folder.resolve("gnupg"));
    StringBuilder lines =
        new StringBuilder(
            "chmod 700 gnupg; gpg --batch --passphrase '' --quick-generate-key ops default default"
                + " never\n");
    for (Member member : members.members()) {
      Files.write(folder.resolve("plain"), members.bytes(member.file()));
      Files.move(folder.resolve("plain"), folder.resolve(member.file() + ".in"));
      lines.append(
          "zstd -q -1 < %1$s.in | gpg --batch --trust-model always -r ops -o %1$s -e; rm %1$s.in\n"
              .formatted(member.file()));
    }
    bash(lines.toString(), TestBed.production());
  }

  private void bash(String lines, PostgresCluster cluster) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", lines)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "GNUPGHOME", folder.resolve("gnupg").toString(),
                "PGHOST", PostgresCluster.HOST,
                "PGPORT", String.valueOf(cluster.port()),
                "PGUSER", PostgresCluster.SUPERUSER,
                "PGPASSWORD", PostgresCluster.PASSWORD));
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isZero();
  }
}

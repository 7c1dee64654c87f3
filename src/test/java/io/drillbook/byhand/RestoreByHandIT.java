package io.drillbook.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.MongoSubstitute;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.SanityStub;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.RealPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recovery points of every kind of source, restored by what their RESTORE.md says and nothing else,
 * where neither Java nor Drillbook is within reach: {@code .ci/restore-by-hand} types the commands.
 */
class RestoreByHandIT {
  private static final Secrets SECRETS =
      reference ->
          Secret.of(
              switch (reference.name()) {
                case "database" -> PostgresCluster.PASSWORD;
                case "mongo" -> MongoSubstitute.PASSWORD;
                case "mariadb" -> MariadbServer.PASSWORD;
                case "sanity" -> SanityStub.TOKEN;
                default -> reference.name();
              });

  /** A new kind of source adds its line here. */
  private static final Map<String, Supplier<ByHandSource>> KINDS =
      Map.ofEntries(
          Map.entry("postgresql", () -> new PostgresqlByHand("by_hand")),
          Map.entry("postgresql-physical", PgPhysicalByHand::new),
          Map.entry("mongodb", MongodbByHand::new),
          Map.entry("mysql", MysqlByHand::new),
          Map.entry("sanity", SanityByHand::new),
          Map.entry("sqlite", SqliteByHand::new),
          Map.entry("directory", DirectoryByHand::new),
          Map.entry("git", GitByHand::new),
          Map.entry("command", CommandByHand::new),
          Map.entry("files", FilesByHand::new),
          Map.entry("pass", PassByHand::new),
          Map.entry("sops", SopsByHand::new),
          Map.entry("vault-kv", VaultKvByHand::new),
          Map.entry("aws-secrets", AwsSecretsByHand::new),
          Map.entry("rds-snapshot", RdsSnapshotByHand::new),
          Map.entry("s3-bucket", () -> new S3BucketByHand(false)));

  @TempDir Path folder;
  private KeyRing keys;
  private Vault vault;

  private record Ran(int exit, String output) {}

  static Set<String> kinds() {
    return KINDS.keySet();
  }

  @Test
  void everyKindOfSourceIsRestoredByHand() {
    assertThat(Drivers.known(folder).sources().keySet())
        .as("a kind without a line in KINDS: nobody has tried its RESTORE.md")
        .isEqualTo(KINDS.keySet());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theCommandsOfRestoreMdBringItBackWithStockTools(String kind) throws Exception {
    comesBack(KINDS.get(kind));
  }

  @Test
  void bytesOfABucketThatIsGoneComeBackByHandToo() throws Exception {
    comesBack(() -> new S3BucketByHand(true));
  }

  private void comesBack(Supplier<ByHandSource> kind) throws Exception {
    try (ByHandSource source = kind.get()) {
      Path point = take(source);
      assertThat(Files.readString(point.resolve("RESTORE.md")))
          .contains("gpg --verify", "sha256sum -c", "gpg --decrypt")
          .doesNotContain("./drillbook", "java ");

      Ran ran = type(point, source);

      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output()).contains("Good signature", "ran 3 blocks");
      assertThat(source.after(folder.resolve("work"))).isEqualTo(source.before()).isNotBlank();
    }
  }

  @Test
  void aClusterComesBackByHandToAMomentOfItsLog() throws Exception {
    try (PgPhysicalByHand source = new PgPhysicalByHand()) {
      Path point = take(source);
      String wanted = source.goOnAndDrop();
      source.keepLog(folder.resolve("vault"), vault, keys);
      source.makeTarget();

      Ran ran = type(point, source);

      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output()).contains("Good signature", "recovery stopping before commit");
      assertThat(source.after(folder.resolve("work"))).isEqualTo(wanted).isNotBlank();
    }
  }

  @Test
  void aFlippedBitStopsTheCommandsBeforeAnythingIsRestored() throws Exception {
    try (ByHandSource source = new PostgresqlByHand("by_hand_flipped")) {
      Path point = take(source);
      try (var files = Files.list(point)) {
        Path member =
            files.filter(file -> file.toString().endsWith(".pgp")).findFirst().orElseThrow();
        byte[] bytes = Files.readAllBytes(member);
        bytes[bytes.length / 2] ^= 1;
        Files.write(member, bytes);
      }
      Ran ran = type(point, source);
      assertThat(ran.exit()).isNotZero();
      assertThat(ran.output()).contains("FAILED").doesNotContain("block.004");
    }
  }

  private Path take(ByHandSource source) throws IOException {
    keys = TestKeys.ring(folder, Clock.systemUTC());
    Path place = Files.createDirectory(folder.resolve("vault"));
    vault = new DirectoryVaultDriver().open("v", new Settings(Map.of("path", place.toString())));
    SourcePlan planned =
        new SourcePlan("data", source.kind(), source.source(), Optional.empty(), Set.of());
    RealPoint.take(folder, keys, SECRETS, vault, Map.of("data", planned));
    return place.resolve("shop").resolve(Bench.POINT);
  }

  private Ran type(Path point, ByHandSource source) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                Path.of(".ci/restore-by-hand").toAbsolutePath().toString(),
                point.toString(),
                folder.resolve("work").toString(),
                folder.resolve("signer.asc").toString()));
    source.keys().forEach(name -> command.add(folder.resolve(name + ".private.asc").toString()));
    source.exports().forEach((name, value) -> command.add(name + "=" + value));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}

package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.sftp.SftpVaultDriver;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.Sshd;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault is an OpenSSH server, and its address fits into one word. */
class RescueFromSftpIT {
  @TempDir Path left;

  @Test
  void theShopComesBackFromAnSftpVault() throws Exception {
    RescueBed.fill("sftp_shop", "sftp_cart");
    Path root = Files.createDirectory(left.resolve("vault"));
    for (String name : new String[] {"passphrase", "admin"}) {
      Files.writeString(
          left.resolve(name),
          name.equals("admin") ? PostgresCluster.PASSWORD : RescueBed.PASSPHRASE);
      Files.setPosixFilePermissions(
          left.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
    try (Sshd server = Sshd.start()) {
      Settings settings =
          new Settings(
              Map.of(
                  "host", "127.0.0.1",
                  "port", (long) server.port(),
                  "user", server.user(),
                  "identity-file", server.identity().toString(),
                  "known-hosts", server.knownHosts().toString(),
                  "path", root.toString()));
      new RescueBed(left)
          .backUp(
              new SftpVaultDriver(reference -> Secret.of(""), Clock.systemUTC())
                  .open("cold", settings),
              "sftp_shop",
              "sftp_cart");
      String word =
          "sftp://%s@127.0.0.1:%d%s?identity-file=%s&known-hosts=%s"
              .formatted(
                  server.user(), server.port(), root, server.identity(), server.knownHosts());

      assertThat(Typed.of("rescue", "list", "--vault", word).out()).contains(Bench.POINT);
      Typed restored =
          Typed.of(
              "rescue",
              "restore",
              "--vault",
              word,
              "--system",
              "shop",
              "--signer",
              left + "/signer.asc",
              "--key",
              left + "/ops.private.asc",
              "--passphrase-file",
              left + "/passphrase",
              "--target",
              "db=" + to("sftp_back_shop"),
              "--target",
              "cart=" + to("sftp_back_cart"));

      assertThat(restored.exit()).as(restored.all()).isZero();
      assertThat(TestBed.standby().digests("sftp_back_shop"))
          .isEqualTo(TestBed.production().digests("sftp_shop"));
    }
  }

  private String to(String database) {
    return "url:%s,username:%s,password:${file:%s/admin}"
        .formatted(TestBed.standby().url(database), PostgresCluster.SUPERUSER, left);
  }
}

package io.drillbook.driver.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of RESTORE.md, typed into bash with stock gpg, zstd, tar and sha256sum. */
class DirectoryManualRestoreIT {
  private Path bed;

  @BeforeEach
  void makeBed() throws IOException {
    // A short path: the agent's socket allows about a hundred characters.
    bed = Files.createTempDirectory(Path.of("/tmp"), "tar");
  }

  @AfterEach
  void removeBed() throws IOException {
    Folder.bash("GNUPGHOME=$1/gnupg gpgconf --kill all 2>/dev/null || true", bed.toString());
    Disk.removeTree(bed);
  }

  @Test
  void theCommandsRestoreWithStockTools() throws IOException {
    Path source = bed.resolve("source");
    Folder.zoo(source);
    for (int i = 0; i < 5; i++) {
      Folder.bash("head -c 20000000 /dev/urandom > $1/photos/$2", source.toString(), "m" + i);
    }
    DirectorySourceDriver driver = new DirectorySourceDriver(Clock.systemUTC());
    MemoryMembers members = new MemoryMembers("media");
    Settings settings = new Settings(Map.of("path", source.toString(), "members", 2L));
    SourceCapture capture = driver.capture("media", settings, members, TestStep.of("backup-m", 1));
    assertThat(members.members()).hasSize(3);
    encrypt(members);
    String markdown = driver.manualRestore(capture, members.members());
    assertThat(markdown).contains("files in photos/ = 9");
    String commands = markdown.substring(markdown.indexOf("```bash") + 7);
    Files.writeString(bed.resolve("typed.sh"), commands.substring(0, commands.indexOf("```")));
    Folder.bash("cd $1; GNUPGHOME=$1/gnupg TARGET=$1/target bash typed.sh 2>&1", bed.toString());
    assertThat(Folder.digest(bed.resolve("target"))).isEqualTo(Folder.digest(source));
  }

  private void encrypt(MemoryMembers members) throws IOException {
    Folder.bash(
        "mkdir -m 700 $1/gnupg; GNUPGHOME=$1/gnupg gpg --batch --passphrase ''"
            + " --quick-generate-key ops default default never",
        bed.toString());
    for (Member member : members.members()) {
      Path plain = bed.resolve("plain");
      Files.write(plain, members.bytes(member.file()));
      Folder.bash(
          "cd $1; zstd -q -1 < plain | GNUPGHOME=$1/gnupg gpg --batch --trust-model always -r ops"
              + " -o $2 -e",
          bed.toString(),
          member.file());
    }
  }
}

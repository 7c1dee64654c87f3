package io.drillbook.driver.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that the driver would never write: nothing of them may get out of the target. */
class HostileArchiveIT {
  private final DirectorySourceDriver driver = new DirectorySourceDriver(Clock.systemUTC());
  @TempDir Path bed;
  private final MemoryMembers members = new MemoryMembers("m");

  /** Entries: name=file content, name/ folder, name->link, name=>hard link, name! device. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out=x",
        "./../out=x",
        "./a/ ./a/../../out=x",
        "{bed}/outside/out=x",
        "./link->{bed}/outside ./link/out=x",
        "./link->{bed} ./link/outside/ ./link/outside/out=x",
        "./file=x ./link->{bed}/outside/theirs ./link=changed",
        "./mine=>{bed}/outside/theirs",
        "./link->{bed}/outside/theirs ./mine=>./link",
        "./link->{bed}/outside ./mine=>./link/theirs",
        "./null!",
        "./nofolder/out=x",
        "./twice=x ./twice=x"
      })
  void nothingGetsOut(String entries) throws IOException {
    Folder.write(bed.resolve("outside/theirs"), "precious");
    write(entries.replace("{bed}", bed.toString()));
    Fault fault = catchThrowableOfType(Fault.class, this::restore);
    assertThat(fault).isNotNull();
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(bed.resolve("target")).doesNotExist();
    assertThat(bed.resolve("out")).doesNotExist();
    try (var left = Files.walk(bed.resolve("outside"))) {
      assertThat(left).hasSize(2);
    }
    assertThat(bed.resolve("outside/theirs")).hasContent("precious");
    assertThat(Files.getAttribute(bed.resolve("outside/theirs"), "unix:nlink")).isEqualTo(1);
  }

  @Test
  void aFileThatDiffersFromTheListOfChecksumsIsRefused() throws IOException {
    write("./a=right");
    try (OutputStream sums = members.open("more", "sha256")) {
      sums.write(1);
    }
    String list = "m.files.sha256.zst.pgp";
    byte[] bytes = members.bytes(list);
    members.truncate(list, bytes.length - 1);
    Fault fault = catchThrowableOfType(Fault.class, this::restore);
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
  }

  private void restore() {
    SourceCapture capture =
        new SourceCapture("m", "directory", Instant.EPOCH, Map.of(), Map.of("files", 1L));
    driver.restore(
        capture,
        members.members(),
        members,
        Folder.settings(bed.resolve("target")),
        Settings.none(),
        TestStep.of("restore-1", 1));
  }

  private void write(String entries) throws IOException {
    StringBuilder sums = new StringBuilder();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(members.open("0", "tar"))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (String entry : ("./ " + entries).split(" ", -1)) {
        put(tar, entry, sums);
      }
    }
    try (OutputStream list = members.open("files", "sha256")) {
      list.write(sums.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(TarArchiveOutputStream tar, String entry, StringBuilder sums)
      throws IOException {
    String[] words = entry.split("->|=>|=", 2);
    byte type =
        entry.contains("->")
            ? TarConstants.LF_SYMLINK
            : entry.contains("=>") ? TarConstants.LF_LINK : TarConstants.LF_NORMAL;
    type = entry.endsWith("/") ? TarConstants.LF_DIR : type;
    type = entry.endsWith("!") ? TarConstants.LF_CHR : type;
    TarArchiveEntry made = new TarArchiveEntry(words[0].replace("!", ""), type, true);
    byte[] content = new byte[0];
    if (type == TarConstants.LF_NORMAL) {
      content = words[1].getBytes(StandardCharsets.UTF_8);
      made.setSize(content.length);
      String hash = HexFormat.of().formatHex(Sums.digest().digest(content));
      sums.append(hash).append("  ").append(words[0]).append('\n');
    } else if (words.length > 1) {
      made.setLinkName(words[1]);
    }
    tar.putArchiveEntry(made);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}

package io.drillbook.driver.source.sops;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.Bash;
import io.drillbook.testbed.SopsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a file as the documentation of sops shows it. */
class SopsSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory(Path.of("/tmp"), "sops").toRealPath();
    Files.writeString(bed.resolve("secrets.yaml"), SopsFile.TEXT);
    Files.createSymbolicLink(bed.resolve("alias.yaml"), bed.resolve("secrets.yaml"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new SopsSourceDriver(Clock.systemUTC());
  }

  private static Settings structureOnly() {
    return new Settings(Map.of("path", bed.resolve("secrets.yaml").toString()));
  }

  @Override
  protected Settings source() {
    return with(structureOnly(), "values-to", List.of("escrow"));
  }

  @Override
  protected Settings newTarget() {
    return new Settings(Map.of("path", bed.resolve("target" + ++targets + ".yaml").toString()));
  }

  private static Path path(Settings place) {
    return Path.of(place.text("path"));
  }

  @Override
  protected String digest(Settings place) {
    try {
      return Files.readString(path(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void occupy(Settings target) {
    Bash.run("echo precious > \"$1\"", target.text("path"));
  }

  @Override
  protected boolean isGone(Settings target) {
    return Bash.run("cd $1; ls -d $2* 2>/dev/null || true", bed.toString(), target.text("path"))
        .isEmpty();
  }

  @Override
  protected boolean hasLogin() {
    return false;
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return place;
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "path", bed.resolve("not-mounted/secrets.yaml").toString());
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "path", bed.resolve("alias.yaml").toString());
  }

  @Test
  void theStructureTellsKeysAndRecipientsAndNoValue() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        driver().capture("db", structureOnly(), members, TestStep.of(newRun(), 1));
    assertThat(capture.contents())
        .isEqualTo(Map.of("values", 4L, "values encrypted", 3L, "recipients", 2L));
    Member only = members.members().get(0);
    String text = new String(members.bytes(only.file()), StandardCharsets.UTF_8);
    assertThat(text)
        .contains("db.password", "list[0]", "age age1yt3tf", "pgp 85D77543")
        .doesNotContain("ENC[")
        .doesNotContain("plain-words-of-the-team");
    Settings target = newTarget();
    String run = newRun();
    RestoreReport report = restore(capture, members, target, TestStep.of(run, 1));
    assertThat(report.notes()).anyMatch(note -> note.contains("did not come back"));
    assertThat(path(target)).doesNotExist();
    assertThat(Path.of(path(target) + ".inventory.json")).exists();
    driver().discard(target, run);
    assertThat(isGone(target)).isTrue();
  }

  @Test
  void nothingOfTheFileStandsWhereAnybodyReadsIt() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture + members.members().toString())
        .doesNotContain("ENC[")
        .doesNotContain("plain-words-of-the-team");
    members.loseKeys();
    driver().checkStructure(capture, members.members(), members, TestStep.of(newRun(), 1));
    Settings target = newTarget();
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.KEY_MISSING);
    assertThat(isGone(target)).isTrue();
  }

  @Test
  void whatAKilledAttemptLeftBesideTheTargetGoesWithTheRun() throws IOException {
    Settings target = newTarget();
    Target file = Target.of(path(target));
    // As after kill -9 while the file was written, and after its mark was.
    List<Path> left =
        Stream.of(file, file.inventory())
            .flatMap(one -> Stream.of(one.beside("new"), one.beside("run")))
            .toList();
    for (Path one : left) {
      Files.writeString(one, "half of it");
    }
    driver().discard(target, newRun());
    assertThat(left).allSatisfy(one -> assertThat(one).doesNotExist());
  }

  @Test
  void jsonAsSopsWritesItIsRead() throws IOException {
    Path file = bed.resolve("secrets.json");
    Files.writeString(file, SopsFile.JSON);
    Settings settings = with(source(), "path", file.toString());
    SourceCapture capture =
        driver().capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1));
    assertThat(capture.contents())
        .isEqualTo(Map.of("values", 2L, "values encrypted", 1L, "recipients", 1L));
  }

  @Test
  void aFileThatIsNotEncryptedOrCutIsRefusedWithoutAWordOfIt() throws IOException {
    for (String wrong :
        List.of(
            "password: plain-words-of-the-team\n",
            SopsFile.TEXT.substring(0, SopsFile.TEXT.indexOf("    mac:")),
            SopsFile.TEXT.replace("ENC[AES256_GCM", "plain-words-of-the-team"),
            "{ plain-words-of-the-team: [")) {
      Files.writeString(bed.resolve("wrong.yaml"), wrong);
      Settings settings = with(source(), "path", bed.resolve("wrong.yaml").toString());
      Fault fault =
          fault(
              () ->
                  driver()
                      .capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
      assertThat(fault.toString() + fault.hint() + fault.getCause())
          .doesNotContain("plain-words-of-the-team");
    }
  }
}

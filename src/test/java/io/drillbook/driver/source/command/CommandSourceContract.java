package io.drillbook.driver.source.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.SourceDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The contract with real programs, however they are handed what they read and write. */
abstract class CommandSourceContract extends SourceDriverContract {
  private static final String LIST =
      "cd \"$1\" && find . -type f ! -path './.git/*' -print0 | sort -z | xargs -0r sha256sum";

  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory("drillbook-command-it").toRealPath();
    Files.createDirectory(bed.resolve("config"));
    Path source = Files.createDirectory(bed.resolve("source"));
    Shell.run(
        "cd \"$1\" && head -c 3000000 /dev/urandom > big && echo one > manifest.json && git init -q"
            + " && git add . && git -c user.name=t -c user.email=t@example.com commit -q -m one",
        source.toString());
    Files.createSymbolicLink(bed.resolve("alias"), source);
  }

  @AfterAll
  static void removeBed() throws IOException {
    FileSystemUtils.deleteRecursively(bed);
  }

  /** What a place runs to capture and to restore, and how. */
  abstract Map<String, Object> programs(String folder);

  @Override
  protected SourceDriver driver() {
    return new CommandSourceDriver(
        reference -> Secret.of("secret"), bed.resolve("config"), Clock.systemUTC());
  }

  private Settings place(Path folder) {
    String path = folder.toString();
    Map<String, Object> values = new HashMap<>(programs(path));
    values.put("identify", List.of("realpath", "--canonicalize-existing", path));
    values.put("probe", List.of("test", "-d", path));
    values.put("empty", List.of("sh", "-c", "test -z \"$(ls -A \"$1\")\"", "sh", path));
    values.put("discard", List.of("find", path, "-mindepth", "1", "-delete"));
    values.put(
        "count",
        List.of(
            "sh",
            "-c",
            "echo files = $(find \"$1\" -type f ! -path '*/.git/*' | wc -l)",
            "sh",
            path));
    return new Settings(values);
  }

  /** The folder that a place's programs work in. */
  static Path folder(Settings place) {
    return Path.of(place.list("probe").get(2));
  }

  @Override
  protected Settings source() {
    return place(bed.resolve("source"));
  }

  @Override
  protected Settings newTarget() {
    try {
      return place(Files.createDirectory(bed.resolve("target" + ++targets)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected String digest(Settings place) {
    return Shell.run(LIST, folder(place).toString());
  }

  @Override
  protected void occupy(Settings target) {
    Shell.run("echo precious > \"$1/theirs\"", folder(target).toString());
  }

  @Override
  protected boolean isGone(Settings target) {
    return Shell.run("ls -A \"$1\"", folder(target).toString()).isEmpty() && temporary().isEmpty();
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
    return place(bed.resolve("not-there"));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return place(bed.resolve("alias"));
  }

  /** What lies in plain text among the temporary files. */
  static String temporary() {
    String own = "drillbook-command-" + ProcessHandle.current().pid() + "-*";
    try (var left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), own)) {
      List<String> names = new ArrayList<>();
      left.forEach(path -> names.add(path.toString()));
      return String.join("\n", names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsCountedIsComparedAndLeavesNothingWhereItDiffers() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents()).containsEntry("files", 2L);
    Settings target = newTarget();
    Settings less = with(target, "count", List.of("echo", "files", "=", "1"));
    Fault fault = fault(() -> restore(capture, members, less, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(fault.getMessage()).contains("1 instead of 2");
    assertThat(isGone(target)).isTrue();
  }

  @Test
  void aTargetThatCannotTellIsRefused() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    Settings blind = without(target, "empty");
    Fault fault = fault(() -> restore(capture, members, blind, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(fault.hint()).contains("may-overwrite");
    Fault nameless = fault(() -> driver().checkTarget(without(target, "identify"), source(), "r"));
    assertThat(nameless.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(isGone(target)).isTrue();
    restore(capture, members, with(blind, "may-overwrite", true), TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void nothingIsLeftInPlainText() {
    MemoryMembers members = new MemoryMembers("db");
    restore(capture(members), members, newTarget(), TestStep.of(newRun(), 1));
    assertThat(temporary()).isEmpty();
  }

  static Settings without(Settings settings, String key) {
    Map<String, Object> values = new HashMap<>(settings.values());
    values.remove(key);
    return new Settings(values);
  }
}

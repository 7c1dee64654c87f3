package io.drillbook.driver.source.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.util.FileSystemUtils;

/** A folder with programs that misbehave, and a driver that runs them. */
final class CommandBed implements AutoCloseable {
  static final String SECRET = "correct horse battery";

  final Path home;
  final Path target;

  CommandBed() {
    try {
      home = Files.createTempDirectory("drillbook-command-bed").toRealPath();
      target = Files.createDirectory(home.resolve("target"));
      Files.createDirectory(home.resolve("config"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandSourceDriver driver() {
    return new CommandSourceDriver(
        reference -> Secret.of(SECRET), home.resolve("config"), Clock.systemUTC());
  }

  /** Settings of one program that is a script, and what else is given. */
  static Settings script(String key, String script, Object... more) {
    return script(key, script, List.of(), more);
  }

  /** The same with arguments, such as {@code {file}}. */
  static Settings script(String key, String script, List<String> arguments, Object... more) {
    List<String> words = new java.util.ArrayList<>(List.of("bash", "-c", script, "script"));
    words.addAll(arguments);
    Map<String, Object> values = new HashMap<>();
    values.put(key, words);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return new Settings(values);
  }

  /** A target that can tell everything, with its restore given. */
  Settings target(String restore, List<String> arguments, Object... more) {
    Map<String, Object> values =
        new HashMap<>(script("restore", restore, arguments, more).values());
    String path = target.toString();
    values.putIfAbsent("identify", List.of("realpath", path));
    values.putIfAbsent("empty", List.of("sh", "-c", "test -z \"$(ls -A \"$1\")\"", "sh", path));
    values.putIfAbsent("discard", List.of("find", path, "-mindepth", "1", "-delete"));
    return new Settings(values);
  }

  /** The mark of a run at a target. */
  Mark mark(Settings target, String run) {
    Path config = home.resolve("config");
    Program program =
        new Program(new CommandSettings(target), reference -> Secret.of(SECRET), config);
    return new Mark(
        config.resolve(".drillbook/command-marks"),
        new Spot(program, new Cancellation()).key(),
        run);
  }

  /** A home that is another place than the target. */
  static Settings production() {
    return script("capture", "echo data", "identify", List.of("echo", "home"));
  }

  SourceCapture capture(Settings settings, MemoryMembers members) {
    return driver().capture("db", settings, members, TestStep.of("backup-1", 1));
  }

  static Fault fault(ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ").doesNotContain(SECRET);
    assertThat(fault.hint()).isNotBlank();
    return fault;
  }

  String inTarget() {
    return Shell.run("ls -A \"$1\"", target.toString());
  }

  @Override
  public void close() {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drillbook.driver.source.command;

import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.process.ProgramPath;
import io.drillbook.spi.secret.Mask;
import io.drillbook.spi.secret.References;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts the programs of one place: in the configuration folder, without a shell, in a group of
 * their own, with no more environment than the plan gives them.
 */
final class Program {
  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG");

  private final CommandSettings settings;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Mask mask;

  Program(CommandSettings settings, Secrets secrets, Path directory) {
    this.settings = settings;
    this.directory = directory;
    INHERITED.forEach(
        name ->
            Optional.ofNullable(System.getenv(name)).ifPresent(it -> environment.put(name, it)));
    References references = new References(secrets);
    settings.environment().forEach((name, value) -> environment.put(name, references.fill(value)));
    this.mask = references.mask();
  }

  CommandSettings settings() {
    return settings;
  }

  /** Covers the secrets that the programs were given. */
  String covered(String text) {
    return mask.apply(text);
  }

  /**
   * Starts one that is read or fed while it runs; killed at its limit.
   *
   * @param file what {@code {file}} stands for
   */
  Running start(String key, Optional<Path> file, Duration limit, Cancellation cancellation) {
    List<String> words = new Words(settings.required(key)).filled(settings.variables(), file);
    return new Running(
        key, this, ChildProcess.startGroup(words, environment, directory, cancellation), limit);
  }

  /** Runs one that answers a question, to its end. */
  Answer ask(String key, Cancellation cancellation) {
    try (Running running = start(key, Optional.empty(), settings.answerLimit(), cancellation)) {
      return running.answer(cancellation);
    }
  }

  /**
   * Checks that the program under a key can be started.
   *
   * @throws io.drillbook.domain.fault.Fault TOOL_MISSING
   */
  void requireTool(String key) {
    ProgramPath.require(
        settings.required(key).get(0), directory, environment.getOrDefault("PATH", ""));
  }

  /** How the program under a key is called in messages. */
  String shown(String key) {
    List<String> words = settings.words(key);
    return key + ": " + String.join(" ", Stream.of(words).flatMap(List::stream).limit(4).toList());
  }
}

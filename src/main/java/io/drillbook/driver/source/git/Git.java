package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The git program in one workspace; whatever ends with another exit code than 0 is a fault. */
final class Git {
  private final String program;
  private final Workspace space;
  private final Cancellation cancellation;

  Git(String program, Workspace space, Cancellation cancellation) {
    this.program = program;
    this.space = space;
    this.cancellation = cancellation;
  }

  Path folder() {
    return space.folder();
  }

  /** Starts it; the caller answers for its end. */
  ChildProcess start(Path directory, List<String> words) {
    return ChildProcess.start(command(words), space.environment(), directory, cancellation);
  }

  /** Runs it and gives what it wrote, without the last line's end. */
  String text(Step step, Path directory, String... words) {
    StringBuilder all = new StringBuilder();
    lines(step, directory, line -> all.append(all.isEmpty() ? "" : "\n").append(line), words);
    return all.toString();
  }

  /** Runs it and hands on each line it writes. */
  void lines(Step step, Path directory, Consumer<String> consumer, String... words) {
    try (ChildProcess child = start(directory, List.of(words))) {
      child.input().close();
      BufferedReader output =
          new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8));
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        consumer.accept(line);
      }
      requireGood(step, child);
    } catch (IOException e) {
      cancellation.check();
      throw step.cut(e);
    }
  }

  /** Waits for its end and throws where that was no good one. */
  void requireGood(Step step, ChildProcess child) {
    int code = child.await();
    cancellation.check();
    if (code != 0) {
      throw step.failed(code, child.errors());
    }
  }

  /** Runs it for a question that must be answered soon. */
  String ask(Step step, Duration limit, String... words) {
    Command.Outcome outcome =
        new Command(command(List.of(words)), space.environment(), space.folder(), limit)
            .run(cancellation);
    if (!outcome.isGood()) {
      throw step.failed(outcome.exitCode(), outcome.timedOut() ? "timed out" : outcome.output());
    }
    return outcome.output();
  }

  /** Whether it answers with exit code 0. */
  boolean says(Path directory, String... words) {
    try (ChildProcess child = start(directory, List.of(words))) {
      child.input().close();
      child.output().transferTo(java.io.OutputStream.nullOutputStream());
      int code = child.await();
      cancellation.check();
      return code == 0;
    } catch (IOException e) {
      cancellation.check();
      return false;
    }
  }

  private List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    return command;
  }

  /** What is being done, for messages. */
  interface Step {
    /** It ended with another exit code than 0. */
    Fault failed(int code, String errors);

    /** What it wrote could not be read. */
    Fault cut(IOException e);
  }
}

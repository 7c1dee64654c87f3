package io.drillbook.spi.process;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program of a plan that is run to its end, with a limit.
 *
 * @param words program and arguments; holds no secret
 * @param environment variables added to Drillbook's own; may hold secrets
 * @param directory where it runs, or null for Drillbook's own
 * @param limit after which it is killed
 */
public record Command(
    List<String> words, Map<String, String> environment, Path directory, Duration limit) {
  private static final int KEPT = 4 * 1024;
  private static final long READER_GRACE_MILLIS = 2_000;

  /**
   * How it ended.
   *
   * @param exitCode the program's, or -1 where it was killed at the limit
   * @param output the last 4 KiB it wrote, its error output after its standard output; not masked
   */
  public record Outcome(int exitCode, boolean timedOut, String output) {
    /** Whether it ended by itself with exit code 0. */
    public boolean isGood() {
      return !timedOut && exitCode == 0;
    }
  }

  /**
   * Runs it.
   *
   * @throws io.drillbook.domain.fault.Fault TOOL_MISSING, CANCELLED
   */
  public Outcome run(Cancellation cancellation) {
    return run(ChildProcess.start(words, environment, directory, cancellation), cancellation);
  }

  /**
   * The same as a group of its own, which is killed as one.
   *
   * @param begun is told its {@link ProcessNote} as soon as it runs; where that fails, so does this
   * @throws io.drillbook.domain.fault.Fault TOOL_MISSING, CANCELLED
   */
  public Outcome runNoted(Cancellation cancellation, Consumer<String> begun) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment);
    ChildProcess child = ChildProcess.startGroup(words, all, directory, cancellation);
    try {
      begun.accept(ProcessNote.of(child.handle()));
    } catch (RuntimeException e) {
      child.kill();
      throw e;
    }
    return run(child, cancellation);
  }

  private Outcome run(ChildProcess started, Cancellation cancellation) {
    StringBuilder tail = new StringBuilder();
    try (ChildProcess child = started) {
      // A program that waits for input would hang until the limit.
      close(child);
      Thread reader = new Thread(() -> keepTail(child.output(), tail), "stdout of " + words.get(0));
      reader.setDaemon(true);
      reader.start();
      boolean ended = child.await(Math.max(1, limit.toSeconds()));
      if (!ended) {
        child.kill();
      }
      cancellation.check();
      int code = child.await();
      join(reader);
      return new Outcome(ended ? code : -1, !ended, joined(tail, child.errors()));
    }
  }

  private static void close(ChildProcess child) {
    try {
      child.input().close();
    } catch (IOException e) {
      // The program ended before it read anything; its exit code tells the rest.
      return;
    }
  }

  private static void keepTail(InputStream output, StringBuilder tail) {
    byte[] buffer = new byte[2048];
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        synchronized (tail) {
          tail.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          tail.delete(0, Math.max(0, tail.length() - KEPT));
        }
      }
    } catch (IOException e) {
      synchronized (tail) {
        tail.append("(output was cut: ").append(e.getMessage()).append(')');
      }
    }
  }

  private static void join(Thread reader) {
    try {
      // Something it left running may hold the pipe open for ever.
      reader.join(READER_GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String joined(StringBuilder tail, String errors) {
    synchronized (tail) {
      String all = (whole(tail.toString(), KEPT) + "\n" + whole(errors, KEPT)).strip();
      return whole(all, KEPT);
    }
  }

  /** Cuts at a line's begin: half a secret at the edge would no longer be known as one. */
  private static String whole(String text, int limit) {
    if (text.length() < limit) {
      return text.strip();
    }
    String end = text.substring(text.length() - limit);
    int line = end.indexOf('\n');
    return line >= 0 ? end.substring(line + 1).strip() : "(one line of more than 4 KiB)";
  }
}

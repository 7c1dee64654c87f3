package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system user that a restored server belongs to: PostgreSQL refuses to run as root. Programs
 * are given nothing of Drillbook's own environment, where secrets may be: a server outlives us.
 */
record RunAs(String user, boolean switched) {
  private static final String ROOT = "root";
  private static final String POSTGRES = "postgres";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");

  /** How a program ended. */
  record Ended(int exitCode, String output, String errors) {
    boolean good() {
      return exitCode == 0;
    }
  }

  static RunAs of(Settings target, Path parent) {
    String self = System.getProperty("user.name");
    Optional<String> wanted = target.optionalText(PhysicalSettings.RUN_AS);
    String user = wanted.orElseGet(() -> self.equals(ROOT) ? owner(parent) : self);
    boolean possible = self.equals(ROOT) ? !user.equals(ROOT) : user.equals(self);
    if (!possible) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to run a restored server as this user: '" + user + "'",
          self.equals(ROOT)
              ? "PostgreSQL does not run as root: name another user in 'run-as'."
              : "Only root can give files to another user; Drillbook runs as '" + self + "'.");
    }
    return new RunAs(user, !user.equals(self));
  }

  /** Gives a folder with all in it to that user. */
  void own(Path folder, Cancellation cancellation) {
    if (!switched) {
      return;
    }
    List<String> words =
        List.of("chown", "--recursive", "--no-dereference", user + ":", folder.toString());
    Ended ended = run(words, cancellation);
    if (!ended.good()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to give the files to the user: '" + user + "': " + ended.errors(),
          "Check that the user is there and that the file system knows owners.");
    }
  }

  /** Runs a program as that user, to its end. */
  Ended call(List<String> words, Cancellation cancellation) {
    if (!switched) {
      return run(words, cancellation);
    }
    List<String> command = new ArrayList<>(List.of("runuser", "-u", user, "--"));
    command.addAll(words);
    return run(command, cancellation);
  }

  private static Ended run(List<String> words, Cancellation cancellation) {
    try (ChildProcess child =
        ChildProcess.startGroup(words, ENVIRONMENT, Path.of("/"), cancellation)) {
      child.input().close();
      String output;
      try (InputStream out = child.output()) {
        output = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      int exitCode = child.await();
      cancellation.check();
      return new Ended(exitCode, output, child.errors());
    } catch (IOException e) {
      cancellation.check();
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to run the program: '" + words.get(0) + "': " + e.getMessage(),
          "Check what ended it, such as missing memory.",
          e);
    }
  }

  private static String owner(Path parent) {
    try {
      String owner = Files.getOwner(parent).getName();
      return owner.equals(ROOT) ? POSTGRES : owner;
    } catch (IOException e) {
      return POSTGRES;
    }
  }
}

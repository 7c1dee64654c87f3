package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pauses, resumes, shortens and aborts a run that goes on. */
final class SteerVerbs {
  private SteerVerbs() {}

  private abstract static class Steer extends Verb {
    @Parameters(paramLabel = "ID", description = "The run.")
    String id;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why; it goes on the record with your name.")
    String reason;

    final int steer(ApiClient api, String act, String done) {
      api.post("runs/" + id + "/" + act, Map.of("reason", reason));
      out().println(id + " " + done);
      return ExitCodes.DONE;
    }
  }

  /** Lets the running step end and begins nothing new. */
  @Command(
      name = "pause",
      description = "Let the running step end and begin nothing new; the clock goes on.")
  static final class Hold extends Steer {
    @Override
    int run(ApiClient api) {
      return steer(api, "pause", "is paused; the clock goes on");
    }
  }

  /** Goes on after a pause. */
  @Command(name = "resume", description = "Go on after a pause.")
  static final class Resume extends Steer {
    @Override
    int run(ApiClient api) {
      return steer(api, "resume", "goes on");
    }
  }

  /** Takes the shorter path that the forecast names. */
  @Command(
      name = "shorten",
      description =
          "Restore later what can follow a service that is back, and has not begun; the verdict"
              + " says so.")
  static final class Shorten extends Steer {
    @Override
    int run(ApiClient api) {
      return steer(api, "shorten", "takes the shorter path");
    }
  }

  /** Gives the run up and cleans up. */
  @Command(
      name = "abort",
      description = "Give the run up: cancel what runs, clean up, leave traffic where it is.")
  static final class Abort extends Steer {
    @Override
    int run(ApiClient api) {
      return steer(api, "abort", "is aborted; its verdict is abandoned");
    }
  }
}

package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Waits for the end of a run and shows how far it is; the bar goes to standard error. */
final class RunWatch {
  private static final long EVERY_MILLIS = 500;

  private final ApiClient api;
  private final String runId;
  private final PrintWriter out;

  RunWatch(ApiClient api, String runId, PrintWriter out) {
    this.api = api;
    this.runId = runId;
    this.out = out;
  }

  /** The exit code that the run's verdict calls for. */
  int await() {
    JsonNode run = follow();
    out.println(runId + ": " + Show.text(run.path("verdict")));
    return run.path("good").asBoolean() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private JsonNode follow() {
    try (ProgressBar bar = bar()) {
      while (true) {
        JsonNode answer = api.get("runs/" + ApiClient.segment(runId) + "/progress");
        show(bar, answer);
        if (Show.has(answer.path("run").path("endedAt"))) {
          return answer.path("run");
        }
        pause();
      }
    }
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName(runId)
        .setInitialMax(-1)
        .setUnit(" MiB", 1024 * 1024)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }

  private static void show(ProgressBar bar, JsonNode answer) {
    JsonNode summary = answer.path("summary");
    if (!Show.has(summary)) {
      return;
    }
    long total = summary.path("total").asLong();
    bar.maxHint(total > 0 ? total : -1);
    bar.stepTo(summary.path("done").asLong());
    bar.setExtraMessage(inWords(summary));
  }

  /** What is worked on, how fast, and how long that still takes. */
  static String inWords(JsonNode summary) {
    String speed = Show.bytes(summary.path("bytesPerSecond").asLong()) + "/s";
    String left =
        Show.has(summary.path("left")) ? ", " + Show.duration(summary.path("left")) + " left" : "";
    return summary.path("subject").asText() + ", " + speed + left;
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to wait for the end of the run: 'interrupted'",
          "The run goes on at the server; 'drillbook timeline' shows it.",
          e);
    }
  }
}

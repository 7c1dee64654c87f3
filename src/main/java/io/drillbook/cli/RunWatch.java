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
        show(bar, answer.path("progress"));
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

  private static void show(ProgressBar bar, JsonNode progress) {
    long done = 0;
    long total = 0;
    boolean known = true;
    String subject = "";
    for (JsonNode step : progress) {
      done += step.path("done").asLong();
      total += step.path("total").asLong();
      known &= step.path("total").asLong() >= 0;
      subject = step.path("subject").asText();
    }
    bar.maxHint(known && total > 0 ? total : -1);
    bar.stepTo(done);
    bar.setExtraMessage(subject);
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

package io.drillbook.cli;

import io.drillbook.assembly.Rescue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error; nothing where nobody looks at a terminal. */
final class RescueBar implements Rescue.Progress, AutoCloseable {
  private final Map<String, Long> done = new ConcurrentHashMap<>();
  private final Optional<ProgressBar> bar;

  private RescueBar(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static RescueBar of(String what, long totalBytes) {
    if (!Terminal.isThere()) {
      return new RescueBar(Optional.empty());
    }
    return new RescueBar(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(totalBytes)
                .setUnit(" MiB", 1024L * 1024)
                .setStyle(ProgressBarStyle.ASCII)
                .build()));
  }

  @Override
  public void at(String subject, long bytes, long total) {
    bar.ifPresent(
        shown -> {
          done.put(subject, bytes);
          shown.stepTo(done.values().stream().mapToLong(Long::longValue).sum());
          shown.setExtraMessage(" " + subject);
        });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}

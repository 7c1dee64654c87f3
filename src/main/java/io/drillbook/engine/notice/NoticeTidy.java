package io.drillbook.engine.notice;

import io.drillbook.engine.Repeated;
import io.drillbook.usecase.notice.ForgetNotices;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Removes old messages, soon after the start and then once a day. */
public final class NoticeTidy implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeTidy.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofDays(1);

  private final ForgetNotices forget;
  private final Repeated timer =
      new Repeated("notice-tidy", LOG, "Old messages could not be removed; tried again tomorrow.");

  /** Removes by this use case. */
  public NoticeTidy(ForgetNotices forget) {
    this.forget = forget;
  }

  @Override
  public void start() {
    timer.start(FIRST, EVERY, this::tidy);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void tidy() {
    int gone = forget.forget();
    if (gone > 0) {
      LOG.info("Removed {} old messages.", gone);
    }
  }
}

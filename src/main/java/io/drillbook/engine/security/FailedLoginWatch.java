package io.drillbook.engine.security;

import io.drillbook.engine.Repeated;
import io.drillbook.usecase.audit.NoteFailedLogins;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Puts every minute on the record how many logins have failed since. */
final class FailedLoginWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(FailedLoginWatch.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final ObjectProvider<NoteFailedLogins> logins;
  private final Repeated timer =
      new Repeated("failed-logins", LOG, "Failed logins could not be noted; tried again.");

  FailedLoginWatch(ObjectProvider<NoteFailedLogins> logins) {
    this.logins = logins;
  }

  @Override
  public void start() {
    timer.start(EVERY, EVERY, () -> logins.ifAvailable(NoteFailedLogins::noteMore));
  }

  @Override
  public void stop() {
    timer.stop();
    logins.ifAvailable(NoteFailedLogins::noteAll);
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }
}

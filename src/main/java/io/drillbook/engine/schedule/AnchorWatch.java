package io.drillbook.engine.schedule;

import io.drillbook.engine.Repeated;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.usecase.evidence.LookAfterAnchors;
import io.drillbook.usecase.evidence.LookAfterAnchors.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every minute whether heads of records are to be anchored; with metrics of each vault. */
public final class AnchorWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorWatch.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final LookAfterAnchors anchors;
  private final AnchorStore store;
  private final List<String> vaults;
  private final MeterRegistry registry;
  private final Clock clock;
  private volatile Standing last = Standing.GOOD;
  private final Repeated timer =
      new Repeated("anchor-watch", LOG, "The records could not be anchored; tried again.");

  /**
   * A watch with metrics in this registry.
   *
   * @param vaults that get anchors; nothing is done where there are none
   */
  public AnchorWatch(
      LookAfterAnchors anchors,
      AnchorStore store,
      List<String> vaults,
      MeterRegistry registry,
      Clock clock) {
    this.anchors = anchors;
    this.store = store;
    this.vaults = List.copyOf(vaults);
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void start() {
    for (String vault : vaults) {
      Gauge.builder("drillbook_anchor_age_seconds", () -> age(vault))
          .description("Since the newest anchor of the records that the vault has was made")
          .tag("vault", vault)
          .register(registry);
      Gauge.builder("drillbook_anchor_failing", () -> last.failed().containsKey(vault) ? 1 : 0)
          .description("1 where the vault does not take the anchors of the records")
          .tag("vault", vault)
          .register(registry);
    }
    Gauge.builder("drillbook_records_changed", () -> last.changed().size())
        .description("Records that are not what was anchored of them")
        .register(registry);
    timer.start(FIRST, EVERY, this::look);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void look() {
    Standing now = anchors.look();
    Standing news = now.newSince(last);
    news.failed()
        .forEach((what, why) -> LOG.error("NOT ANCHORED '{}': {}", what, why.getMessage()));
    news.changed().forEach(it -> LOG.error("RECORD CHANGED '{}' at line {}", it.run(), it.line()));
    last.failed().keySet().stream()
        .filter(what -> !now.failed().containsKey(what))
        .forEach(what -> LOG.info("Anchored again '{}'.", what));
    last = now;
  }

  private double age(String vault) {
    return store
        .newestIn(vault)
        .map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }
}

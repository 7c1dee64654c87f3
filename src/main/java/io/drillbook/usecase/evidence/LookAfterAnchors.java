package io.drillbook.usecase.evidence;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.spi.store.AnchorStore.Changed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that the heads of the records are anchored: once a day, and at the end of each
 * incident. What fails is tried again at every look, and said loudly once it has failed for an
 * hour.
 */
public final class LookAfterAnchors {
  private static final int MOST_CHANGED = 100;

  /** An incident ends by the clock of its server. An older end waits for the daily anchor. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(7);

  /** How old a comparison may be. */
  private static final Duration COMPARE = Duration.ofDays(1);

  private final AnchorStore store;
  private final AnchorRecords make;
  private final StoreAnchors copies;
  private final TellOfAnchors tell;
  private final Anchors rule;
  private final CronTimes times;
  private final Clock clock;
  private volatile Optional<Compared> compared = Optional.empty();

  /** A use case over these. */
  public LookAfterAnchors(
      AnchorStore store,
      AnchorRecords make,
      StoreAnchors copies,
      TellOfAnchors tell,
      Anchors rule,
      CronTimes times,
      Clock clock) {
    this.store = store;
    this.make = make;
    this.copies = copies;
    this.tell = tell;
    this.rule = rule;
    this.times = times;
    this.clock = clock;
  }

  /**
   * How it stands.
   *
   * @param failed what is wrong, by the name of a vault, or of the signer for the making itself
   * @param changed records that are not what was anchored of them
   */
  public record Standing(Map<String, Fault> failed, List<Changed> changed) {
    /** Nothing is known to be wrong. */
    public static final Standing GOOD = new Standing(Map.of(), List.of());

    /** What is wrong now in another way than it was: nobody reads a log that repeats itself. */
    public Standing newSince(Standing before) {
      Map<String, Fault> fresh = new LinkedHashMap<>(failed);
      fresh
          .entrySet()
          .removeIf(
              it ->
                  Optional.ofNullable(before.failed.get(it.getKey()))
                      .filter(known -> known.code() == it.getValue().code())
                      .isPresent());
      return new Standing(
          fresh, changed.stream().filter(it -> !before.changed.contains(it)).toList());
    }
  }

  private record Compared(Instant at, List<Changed> changed) {}

  /** Anchors what is due, brings it to the vaults, and tells what is wrong. */
  public Standing look() {
    if (!rule.isOn()) {
      return Standing.GOOD;
    }
    Map<String, Fault> failed = new LinkedHashMap<>();
    if (isDue()) {
      try {
        make.anchor();
      } catch (Fault e) {
        failed.put("the signer", e);
      }
    }
    failed.putAll(copies.store());
    List<Changed> changed = changed();
    tell.failed(failed);
    tell.changed(changed);
    return new Standing(failed, changed);
  }

  /**
   * By the first look too: a restart must not make it look mended. Otherwise once a day, however
   * many anchors are made: it reads the head of each record.
   */
  private List<Changed> changed() {
    Instant now = clock.instant();
    Compared fresh =
        compared
            .filter(it -> !it.at().isAfter(now) && now.isBefore(it.at().plus(COMPARE)))
            .orElseGet(() -> new Compared(now, store.changed(MOST_CHANGED)));
    compared = Optional.of(fresh);
    return fresh.changed();
  }

  private boolean isDue() {
    Instant now = clock.instant();
    return store
        .newest()
        .map(
            made ->
                // A clock that was a year ahead must not silence it until then.
                made.madeAt().isAfter(now)
                    || times
                        .next(rule.schedule().orElseThrow(), ZoneOffset.UTC, made.madeAt())
                        .filter(due -> !due.isAfter(now))
                        .isPresent()
                    || store.hasEndedIncident(made.madeAt().minus(CLOCKS_DIFFER)))
        .orElse(true);
  }
}

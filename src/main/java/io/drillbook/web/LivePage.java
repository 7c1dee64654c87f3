package io.drillbook.web;

import java.time.Instant;

/**
 * What every page that keeps itself up to date says of itself.
 *
 * @param events where it hears of changes
 * @param now the server's time, epoch milliseconds: a browser's clock may be wrong
 * @param zone the zone of its times
 */
record LivePage(String events, long now, String zone, String asOf) {
  static LivePage of(String events, Instant now, PageTimes times) {
    return new LivePage(events, now.toEpochMilli(), times.zone().getId(), times.full(now));
  }
}

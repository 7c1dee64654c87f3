package io.drillbook.domain.system;

import io.drillbook.domain.plan.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the server reaches out besides mail.
 *
 * @param channels webhooks by name, in the order of the file
 * @param deadMan who hears regularly that the schedules are alive
 * @param keepNotices how long messages are kept, and what became of them
 */
public record Outreach(
    Map<String, Channel> channels, Optional<DeadMan> deadMan, Duration keepNotices) {
  /** A year, and a month to look back at it. */
  public static final Duration KEEP_NOTICES = Duration.ofDays(400);

  /** No webhook, and nobody who would notice silence. */
  public static final Outreach NONE = new Outreach(Map.of(), Optional.empty(), KEEP_NOTICES);

  public Outreach {
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
  }

  /**
   * A webhook.
   *
   * @param kind {@code slack} or {@code json}
   * @param url its whole address; who knows it can write there, so it is a secret
   * @param secret signs what is sent
   * @param caFile the only certificates that are believed; the machine's if left out
   * @param confirms whether it counts as silent until its message is confirmed
   */
  public record Channel(
      String name,
      String kind,
      SecretReference url,
      Optional<SecretReference> secret,
      Optional<Path> caFile,
      boolean confirms) {}

  /**
   * A service that raises an alarm once it has not heard from this server for a while.
   *
   * @param url what is asked by GET
   * @param every how often
   * @param caFile the only certificates that are believed; the machine's if left out
   */
  public record DeadMan(SecretReference url, Duration every, Optional<Path> caFile) {}
}

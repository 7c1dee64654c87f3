package io.drillbook.domain.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to the protected system; each may have an RTO of its own. */
public enum Scenario {
  DATABASE_CORRUPTION("The database is damaged: it does not start, or its checks fail."),
  LOST_DATA("Data was deleted or overwritten; a point in time before that is wanted."),
  APPLICATION_ERROR("A bad release; the data is sound."),
  CONFIGURATION_ERROR("A wrong setting, certificate or secret; the data is sound."),
  LOST_MEDIA("Files are lost or damaged; the database is sound."),
  SERVER_FAILURE("A server is lost with what was on it."),
  SITE_DISASTER("A whole site is lost."),
  /** At three in the morning nobody knows yet: the strictest RTO, and everything is restored. */
  UNKNOWN("Nobody knows yet; everything is restored, measured by the strictest RTO.");

  private final String meaning;

  Scenario(String meaning) {
    this.meaning = meaning;
  }

  /** The name in plans and on the command line, such as {@code server-failure}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence for whoever has to choose. */
  public String meaning() {
    return meaning;
  }

  /** The scenario of that name, if there is one. */
  public static Optional<Scenario> of(String id) {
    return Stream.of(values()).filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}

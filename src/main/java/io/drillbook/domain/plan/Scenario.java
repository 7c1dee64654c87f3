package io.drillbook.domain.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to the protected system; each may have an RTO of its own. */
public enum Scenario {
  DATABASE_CORRUPTION,
  APPLICATION_ERROR,
  CONFIGURATION_ERROR,
  LOST_MEDIA,
  SERVER_FAILURE,
  SITE_DISASTER;

  /** The name in plans and on the command line, such as {@code server-failure}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The scenario of that name, if there is one. */
  public static Optional<Scenario> of(String id) {
    return Stream.of(values()).filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}

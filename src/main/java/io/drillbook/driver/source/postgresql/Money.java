package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.util.Map;

/**
 * Amounts of type money are written as the session's {@code lc_monetary} says, and pg_dump does not
 * set it: 1.234,56 of a German database would come back as 1.23 elsewhere, without an error.
 */
final class Money {
  /** What a capture's facts say of it. */
  static final String PLAIN = "C";

  private static final String ASK =
      "select current_setting('lc_monetary') not in ('C', 'POSIX', 'C.UTF-8', 'C.utf8')";

  private Money() {}

  /** What the programs need in their environment; nothing where amounts are plain anyway. */
  static Map<String, String> environment(Session session) {
    return session.holds(ASK) ? Map.of("PGOPTIONS", "-c lc_monetary=C") : Map.of();
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a target lacks for a capture, told before the long work and not in its middle. */
final class Preflight {
  private Preflight() {}

  /**
   * Compares the extensions.
   *
   * @throws Fault RESTORE_FAILED naming those that the target's server does not have
   */
  static void requireExtensions(Session session, Map<String, String> facts) {
    Set<String> missing =
        Arrays.stream(facts.getOrDefault(SourceFacts.EXTENSIONS, "").split(", ", -1))
            .map(text -> text.split(" ", -1)[0])
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> there =
        session.rows(
            "select name from pg_catalog.pg_available_extensions", row -> row.getString(1));
    there.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to restore without these extensions: '" + String.join(", ", missing) + "'",
          "Install their packages on the target's server, such as postgresql-contrib.");
    }
  }

  /** Says that text may sort otherwise than at home; indexes are built anew anyway. */
  static Optional<String> collation(Session session, Map<String, String> facts) {
    String home = facts.getOrDefault(SourceFacts.COLLATION_VERSION, "");
    String here =
        session
            .text(
                "select to_jsonb(d) ->> 'datcollversion' from pg_catalog.pg_database d"
                    + " where datname = current_database()")
            .orElse("");
    return home.isEmpty() || here.isEmpty() || home.equals(here)
        ? Optional.empty()
        : Optional.of(
            "text sorts by version %s of the collation, at home by %s: indexes were built anew,"
                    .formatted(here, home)
                + " partitions by ranges of text should be looked at");
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.SqlFaults;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The database that a restore works in until it is proven: nobody sees half a restore under the
 * target's name, and a name that carries the attempt keeps a forgotten older attempt out.
 */
final class Staging {
  private static final int HAS_PROVIDERS = 15;

  private final RunMark mark;
  private final int attempt;

  Staging(RunMark mark, int attempt) {
    this.mark = mark;
    this.attempt = attempt;
  }

  String name() {
    return mark.staging(attempt);
  }

  /**
   * Removes what earlier attempts left, whose forgotten processes die with it.
   *
   * @throws Fault CANCELLED where a newer attempt is at work: then this one is the forgotten one
   */
  void removeLeftovers(Cluster cluster) {
    List<String> leftovers = cluster.startingWith(mark.stagingPrefix());
    for (String leftover : leftovers) {
      if (mark.attemptOf(leftover) > attempt) {
        throw new Fault(
            FaultCode.CANCELLED,
            "unable to go on with attempt " + attempt + ": '" + leftover + "' is a newer one's",
            "Another worker took the step over; nothing is to be done.");
      }
    }
    leftovers.forEach(cluster::dropByForce);
  }

  /** Creates the database as the captured one was; gives notes for the record. */
  List<String> create(Cluster cluster, SourceCapture capture) {
    List<String> notes = new ArrayList<>();
    String create = "create database " + Names.quoted(name()) + " template template0";
    String encoding = " encoding " + Names.literal(capture.facts().get(SourceFacts.ENCODING));
    try {
      cluster.session().execute(create + encoding + locale(cluster, capture.facts()));
    } catch (SQLException e) {
      if (!"22023".equals(e.getSQLState()) && !"42809".equals(e.getSQLState())) {
        throw SqlFaults.of(e, Side.TARGET, name());
      }
      notes.add(
          "the target does not know the locale %s: its own is used, so text may sort differently"
              .formatted(capture.facts().get(SourceFacts.COLLATE)));
      cluster.session().run(create + encoding);
    }
    return notes;
  }

  void remove(Cluster cluster) {
    cluster.dropByForce(name());
  }

  private static String locale(Cluster cluster, Map<String, String> facts) {
    String plain =
        " lc_collate "
            + Names.literal(facts.get(SourceFacts.COLLATE))
            + " lc_ctype "
            + Names.literal(facts.get(SourceFacts.CTYPE));
    if (cluster.major() < HAS_PROVIDERS) {
      return plain;
    }
    String locale = Names.literal(facts.getOrDefault(SourceFacts.LOCALE, ""));
    return switch (facts.getOrDefault(SourceFacts.PROVIDER, "c")) {
      case "i" -> plain + " locale_provider icu icu_locale " + locale;
      case "b" -> plain + " locale_provider builtin builtin_locale " + locale;
      default -> plain + " locale_provider libc";
    };
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a restore out of production. Addresses prove little: one server has many names. While
 * production answers, the two are compared by what the servers say of themselves; a physical copy
 * says another start time. While it is silent, everything that could be production is refused.
 */
final class ProductionGuard {
  private final Server target;
  private final Optional<Server> production;

  /** A guard; without a server where nobody knows any more what production was. */
  ProductionGuard(Server target, Optional<Server> production) {
    this.target = target;
    this.production = production;
  }

  /**
   * Refuses a target that is, or may be, production.
   *
   * @param captured facts of the recovery point, or none where no point is chosen yet
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void check(Cluster cluster, Map<String, String> captured) {
    if (production.filter(home -> target.address().mayBe(home.address())).isPresent()) {
      throw refused("the address is production's");
    }
    Look here = Look.at(cluster.session());
    Optional<Look> home = production.flatMap(ProductionGuard::look);
    if (home.isPresent()) {
      boolean same =
          here.systemIdentifier().equals(home.get().systemIdentifier())
              && here.startedMicros() == home.get().startedMicros()
              && target.database().equals(home.get().database());
      if (same) {
        throw refused("it is the same database by another address");
      }
      return;
    }
    boolean copy = target.settings().flag(PostgresqlSettings.CLONE, false);
    if (!copy && couldBeHome(here, captured)) {
      throw refused("it carries production's system identifier, and production does not answer");
    }
  }

  /** Production as it is now; silence for whatever reason means that it cannot be compared. */
  private static Optional<Look> look(Server production) {
    try (Session session = production.session(production.database())) {
      return Optional.of(Look.at(session));
    } catch (Fault e) {
      return cluster(production);
    }
  }

  /** The database may be lost while its cluster still answers: that cluster tells as much. */
  private static Optional<Look> cluster(Server production) {
    try (Cluster cluster = new Cluster(production)) {
      return Optional.of(Look.at(cluster.session()).named(production.database()));
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  /** A login that may not see where the data lies proves nothing, and counts as equal. */
  private boolean couldBeHome(Look here, Map<String, String> captured) {
    String directory = captured.getOrDefault(SourceFacts.DATA_DIRECTORY, "");
    boolean elsewhere =
        !directory.isEmpty()
            && !here.dataDirectory().isEmpty()
            && !directory.equals(here.dataDirectory());
    return here.systemIdentifier().equals(captured.get(SourceFacts.SYSTEM_IDENTIFIER))
        && target.database().equals(captured.get(SourceFacts.DATABASE))
        && String.valueOf(here.port()).equals(captured.get(SourceFacts.PORT))
        && !elsewhere;
  }

  private Fault refused(String why) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore into production: '" + target.address() + "': " + why,
        "Restore into another database or server; for a physical copy of production's cluster say"
            + " 'clone-of-production: true' at the target.");
  }
}

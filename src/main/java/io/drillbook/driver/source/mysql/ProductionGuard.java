package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a restore out of production. Addresses prove little: one server has many names. While
 * production answers, the two are compared by what the servers say of themselves. While it is
 * silent, everything that could be production is refused.
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
  void check(Session session, Map<String, String> captured) {
    if (production.filter(home -> target.address().mayBe(home.address())).isPresent()) {
      throw refused("the address is production's");
    }
    Look here = Look.at(session);
    Optional<Look> home = production.flatMap(ProductionGuard::look);
    if (home.isPresent()) {
      if (here.equals(home.get()) && isNamed(production.get().database())) {
        throw refused("it is the same database by another address");
      }
      return;
    }
    boolean copy = target.settings().flag(MysqlSettings.CLONE, false);
    if (!copy && couldBeHome(here, captured)) {
      throw refused("its server says of itself what production's did, and that does not answer");
    }
  }

  /** Production's server as it is now; the database may be lost while it still answers. */
  private static Optional<Look> look(Server production) {
    try (Session session = production.maintenance()) {
      return Optional.of(Look.at(session));
    } catch (Fault e) {
      // Silence for whatever reason means that it cannot be compared.
      return Optional.empty();
    }
  }

  private boolean couldBeHome(Look here, Map<String, String> captured) {
    return here.uid().equals(captured.get(Look.UID))
        && here.hostname().equals(captured.get(Look.HOSTNAME))
        && String.valueOf(here.port()).equals(captured.get(Look.PORT))
        && here.dataDirectory().equals(captured.get(Look.DATA_DIRECTORY))
        && isNamed(captured.getOrDefault(Look.DATABASE, ""));
  }

  /** Some servers do not tell upper from lower case in names: rather one refusal too many. */
  private boolean isNamed(String database) {
    return target.database().equalsIgnoreCase(database);
  }

  private Fault refused(String why) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore into production: '" + target.address() + "': " + why,
        "Restore into another database or server; for a physical copy of production's server say"
            + " 'clone-of-production: true' at the target.");
  }
}

package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a restore out of production. While production answers, the two are compared by what the
 * servers say of themselves; while it is silent, everything that could be production is refused.
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
  void check(Look here, Map<String, String> captured) {
    if (production.filter(home -> target.address().mayBe(home.address())).isPresent()) {
      throw refused("the address is production's");
    }
    Optional<Look> home = production.flatMap(ProductionGuard::look);
    if (home.isPresent()) {
      if (here.identity().equals(home.get().identity())) {
        throw refused("it is the same database by another address");
      }
      return;
    }
    boolean same =
        here.identity().equals(captured.get(Facts.IDENTITY))
            || (!here.host().isEmpty() && here.host().equals(captured.get(Facts.HOST)));
    if (same && here.database().equals(captured.get(Facts.DATABASE))) {
      throw refused("it is what was captured, and production does not answer");
    }
  }

  /** Production as it is now; silence for whatever reason means that it cannot be compared. */
  private static Optional<Look> look(Server production) {
    try (Connection connection = production.ask()) {
      return Optional.of(Look.at(connection));
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  private Fault refused(String why) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore into production: '" + target.address() + "': " + why,
        "Restore into another database or server.");
  }
}

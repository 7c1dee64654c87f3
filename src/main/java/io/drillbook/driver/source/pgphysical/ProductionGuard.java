package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Address;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a restore out of production: neither its port nor its folder. Where it lies production
 * itself says, or while it is silent the recovery point; a folder of the same name on another
 * machine is nothing to worry about.
 */
final class ProductionGuard {
  private final Optional<Server> production;

  /** A guard; without a server where nobody knows any more what production was. */
  ProductionGuard(Optional<Server> production) {
    this.production = production;
  }

  /**
   * Refuses a target that is production.
   *
   * @param captured facts of the recovery point, or none where no point is chosen yet
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void check(Place target, Map<String, String> captured) {
    if (production.isEmpty()) {
      return;
    }
    Address home = production.get().address();
    int port = (int) target.settings().number(PhysicalSettings.PORT, 0);
    if (home.mayBe(new Address(target.address(), port, home.database()))) {
      throw refused(target.address() + ":" + port, "the address is production's");
    }
    if (isHere(home.host()) && isSame(target.path(), directory(captured))) {
      throw refused(target.path().toString(), "it is production's own folder");
    }
  }

  private String directory(Map<String, String> captured) {
    Server home = production.orElseThrow();
    try (Session session = home.session(home.database())) {
      return ClusterLook.at(session).dataDirectory();
    } catch (Fault e) {
      return captured.getOrDefault(ClusterFacts.DATA_DIRECTORY, "");
    }
  }

  private static boolean isSame(Path target, String directory) {
    if (directory.isEmpty()) {
      return false;
    }
    Path home = Path.of(directory);
    try {
      return target.equals(home) || (Files.exists(target) && Files.isSameFile(target, home));
    } catch (IOException e) {
      // Production's folder is gone: there is nothing that the target could be.
      return false;
    }
  }

  private static boolean isHere(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException | SocketException e) {
      // A name that is gone with its site is not this machine's.
      return false;
    }
  }

  private static Fault refused(String subject, String why) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore into production: '" + subject + "': " + why,
        "Name another data directory and another port at the target.");
  }
}

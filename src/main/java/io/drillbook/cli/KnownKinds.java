package io.drillbook.cli;

import io.drillbook.assembly.Drivers;
import io.drillbook.assembly.SecretStores;
import io.drillbook.config.DriverKinds;
import java.nio.file.Path;

/** What plans may use, for checks that run without a server. */
final class KnownKinds {
  private KnownKinds() {}

  static DriverKinds in(Path folder) {
    return Drivers.all(new SecretStores(), folder).kinds();
  }
}

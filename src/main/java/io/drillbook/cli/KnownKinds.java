package io.drillbook.cli;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.DriverKinds;
import io.drillbook.spi.secret.SecretsByScheme;
import java.nio.file.Path;
import java.util.Map;

/** What plans may use, for checks that run without a server. */
final class KnownKinds {
  private KnownKinds() {}

  static DriverKinds in(Path folder) {
    return Drivers.all(new SecretsByScheme(Map.of()), folder).kinds();
  }
}

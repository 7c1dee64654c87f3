package io.drillbook.engine.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.Database;
import io.drillbook.domain.system.ServerConfiguration.TlsSettings;
import io.drillbook.domain.system.ServerConfiguration.WebServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class StartConditionsTest {
  private static final Optional<TlsSettings> OWN =
      Optional.of(new TlsSettings(Optional.empty(), Optional.empty()));

  @Test
  void a_server_in_another_time_zone_does_not_start() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      assertThatThrownBy(() -> StartConditions.check(listening("127.0.0.1", Optional.empty())))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("'Europe/Berlin'");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void utc_is_the_zone_to_start_in() {
    assertThatCode(() -> StartConditions.check(listening("127.0.0.1", Optional.empty())))
        .doesNotThrowAnyException();
  }

  @Test
  void plain_http_does_not_leave_the_machine() {
    for (String address : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
      assertThatThrownBy(() -> StartConditions.check(listening(address, Optional.empty())))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("'" + address + "'");
    }
  }

  @Test
  void https_may_listen_everywhere() {
    assertThatCode(() -> StartConditions.check(listening("0.0.0.0", OWN)))
        .doesNotThrowAnyException();
  }

  private static ServerConfiguration listening(String address, Optional<TlsSettings> tls) {
    return new ServerConfiguration(
        Path.of("/nowhere/config"),
        Path.of("/nowhere/var"),
        new WebServer(address, 0, tls, Optional.empty()),
        new Database("jdbc:h2:mem:x", Optional.empty(), Optional.empty()),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Path.of("/nowhere/var/first-login.txt"));
  }
}

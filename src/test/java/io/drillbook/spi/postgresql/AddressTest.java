package io.drillbook.spi.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void hostPortAndDatabaseAreRead() {
    assertThat(Address.parse("postgresql://db_1.example:6432/My%20Shop+2"))
        .isEqualTo(new Address("db_1.example", 6432, "My Shop+2"));
    assertThat(Address.parse("postgres://[::1]/shop")).isEqualTo(new Address("::1", 5432, "shop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:hunter2@host/shop",
        "postgresql://host/shop?password=hunter2",
        "postgresql://host:99999/hunter2",
        "postgresql://host:0/hunter2",
        "mysql://host/hunter2",
        "postgresql://host/",
        ""
      })
  void aWrongAddressIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> Address.parse(url))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("'url'")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void namesOfThisMachineAreOneMachine() {
    Address home = Address.parse("postgresql://127.0.0.1:5432/shop");
    assertThat(home.mayBe(Address.parse("postgresql://localhost:5432/shop"))).isTrue();
    assertThat(home.mayBe(Address.parse("postgresql://127.0.0.2:5432/shop"))).isTrue();
    assertThat(home.mayBe(Address.parse("postgresql://[::1]/shop"))).isTrue();
    assertThat(home.mayBe(Address.parse("postgresql://127.0.0.1:5433/shop"))).isFalse();
    assertThat(home.mayBe(Address.parse("postgresql://127.0.0.1:5432/shop2"))).isFalse();
    assertThat(home.mayBe(Address.parse("postgresql://no-such-host.invalid:5432/shop"))).isFalse();
  }

  @Test
  void aHostThatCannotBeResolvedIsStillItself() {
    Address gone = Address.parse("postgresql://No-Such-Host.invalid/shop");
    assertThat(gone.mayBe(Address.parse("postgresql://no-such-host.invalid:5432/shop"))).isTrue();
  }
}

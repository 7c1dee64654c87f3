package io.drillbook.driver.source.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void hostsPortsAndNameAreRead() {
    assertThat(Address.parse("mongodb://db.example/shop")).hasToString("db.example:27017/shop");
    assertThat(Address.parse("mongodb://a:1,b_2:2,[::1]:3/shop"))
        .hasToString("a:1,b_2:2,[::1]:3/shop");
  }

  @Test
  void oneMemberOfASetIsEnoughToBeTheSame() {
    Address set = Address.parse("mongodb://a.invalid:1,127.0.0.1:2/shop");
    assertThat(set.mayBe(Address.parse("mongodb://localhost:2/shop"))).isTrue();
    assertThat(set.mayBe(Address.parse("mongodb://localhost:2/other"))).isFalse();
    assertThat(set.mayBe(Address.parse("mongodb://localhost:3/shop"))).isFalse();
  }

  @Test
  void whatCouldHoldAPasswordIsRefusedAndNotRepeated() {
    for (String wrong :
        new String[] {
          "mongodb://me:secret@host/shop",
          "mongodb+srv://cluster.example/shop",
          "mongodb://host/shop?authSource=secret",
          "mongodb://host:0/shop",
          "mongodb://host:99999/shop",
          "mongodb://host",
          "mongodb://host/a.b",
          "mongodb://host/%20",
          "postgresql://host/shop"
        }) {
      assertThatThrownBy(() -> Address.parse(wrong))
          .as(wrong)
          .isInstanceOf(Fault.class)
          .hasMessageNotContaining("secret");
    }
  }
}

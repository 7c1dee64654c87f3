package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final List<Integer> NUMBERS = IntStream.rangeClosed(1, 250).boxed().toList();

  @Test
  void aListIsCutIntoPagesThatHoldEverythingOnce() {
    assertThat(Pages.of(NUMBERS, "1", 100).items()).hasSize(100).startsWith(1);
    assertThat(Pages.of(NUMBERS, "3", 100).items()).hasSize(50).endsWith(250);
    assertThat(Pages.of(NUMBERS, "3", 100).later()).isFalse();
    assertThat(Pages.of(NUMBERS, "2", 100).earlier()).isTrue();
    assertThat(Pages.of(NUMBERS, "1", 100).count()).isEqualTo(3);
  }

  @Test
  void theLastPageOfAListWhoseEndCountsIsFull() {
    assertThat(Pages.ending(NUMBERS, "999999", 100).items()).hasSize(100).startsWith(151);
    assertThat(Pages.ending(NUMBERS, "2", 100).items()).hasSize(100).startsWith(101);
    assertThat(Pages.ending(NUMBERS, "1", 100).items()).hasSize(100).startsWith(1);
    assertThat(Pages.ending(NUMBERS.subList(0, 7), "1", 100).items()).hasSize(7);
    assertThat(Pages.ending(List.of(), "1", 100).items()).isEmpty();
  }

  @Test
  void whatIsNoPageIsTheNearestOne() {
    assertThat(Pages.of(NUMBERS, "99", 100).number()).isEqualTo(3);
    assertThat(Pages.of(NUMBERS, "0", 100).number()).isEqualTo(1);
    for (String odd : List.of("", "-1", "x", "99999999999999999999", "<script>")) {
      assertThat(Pages.of(NUMBERS, odd, 100).number()).isEqualTo(1);
    }
    assertThat(Pages.of(List.of(), "7", 100).items()).isEmpty();
  }
}

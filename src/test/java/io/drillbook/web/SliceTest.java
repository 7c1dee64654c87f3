package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SliceTest {
  private static final String AT = "2026-11-27T10:00:00Z";

  @Test
  void aPlaceThatAListTold() {
    assertThat(place(AT + "\nrun-1")).contains(new Place(Instant.parse(AT), "run-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z\nrun-1",
        "+1000000000-12-31T23:59:59Z\nrun-1",
        "1969-12-31T23:59:59Z\nrun-1",
        "9999-01-01T00:00:00Z\nrun-1",
        AT + "\nrun-\0",
        AT,
        "yesterday\nrun-1"
      })
  void aPlaceThatIsMadeUpIsRefusedBeforeADatabaseChokesOnIt(String words) {
    assertThatThrownBy(() -> place(words))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("parameter after");
  }

  private static Optional<Place> place(String words) {
    String after = Base64.getUrlEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    return new Slice.Asked(10, Optional.of(after), new MockHttpServletRequest()).place();
  }
}

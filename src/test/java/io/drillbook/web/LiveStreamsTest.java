package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.drillbook.config.PlanFixture;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.usecase.board.WatchRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStreamsTest {
  private final LiveStreams streams =
      new LiveStreams(new WatchRuns(mock(BoardStore.class), PlanFixture.plans()));

  @BeforeEach
  void start() {
    streams.start();
  }

  @AfterEach
  void stop() {
    if (streams.isRunning()) {
      streams.stop();
    }
  }

  @Test
  void nobodyOpensMoreStreamsThanTheServerKeeps() {
    for (int i = 0; i < LiveStreams.MOST; i++) {
      assertThat(streams.open("", "")).isPresent();
    }
    assertThat(streams.open("", "")).isEmpty();
  }

  @Test
  void aServerThatStopsOpensNone() {
    streams.stop();
    assertThat(streams.open("", "")).isEmpty();
  }
}

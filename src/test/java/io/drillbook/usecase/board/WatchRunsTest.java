package io.drillbook.usecase.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.drillbook.config.PlanFixture;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.BoardStore.Heartbeat;
import io.drillbook.usecase.board.WatchRuns.Change;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchRunsTest {
  private static final Change NOTHING = new Change(false, false, Set.of(), Set.of());

  private final BoardStore board = mock(BoardStore.class);
  private final WatchRuns watch = new WatchRuns(board, PlanFixture.plans());

  @BeforeEach
  void lookOnce() {
    watch.look();
  }

  @Test
  void nothingIsToldWhereNothingChanged() {
    assertThat(watch.look()).isEqualTo(NOTHING);
  }

  @Test
  void aRunIsToldWhenItBeginsGoesOnAndEnds() {
    when(board.lastStarted()).thenReturn(1L);
    when(board.goingOn()).thenReturn(Map.of("drill-1", new Heartbeat("shop", 1)));
    assertThat(watch.look()).isEqualTo(new Change(true, true, Set.of("shop"), Set.of("drill-1")));
    assertThat(watch.look()).isEqualTo(NOTHING);

    when(board.goingOn()).thenReturn(Map.of("drill-1", new Heartbeat("shop", 2)));
    assertThat(watch.look()).isEqualTo(new Change(true, false, Set.of("shop"), Set.of("drill-1")));

    when(board.goingOn()).thenReturn(Map.of());
    assertThat(watch.look()).isEqualTo(new Change(true, false, Set.of("shop"), Set.of("drill-1")));
    assertThat(watch.look()).isEqualTo(NOTHING);
  }

  @Test
  void aRunThatBeganAndEndedBetweenTwoLooksIsNotMissed() {
    when(board.lastStarted()).thenReturn(1L);
    assertThat(watch.look()).isEqualTo(new Change(true, true, Set.of(), Set.of()));
  }
}

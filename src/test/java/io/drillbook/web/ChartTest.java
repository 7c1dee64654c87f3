package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final PageTimes TIMES = new PageTimes(ZoneId.of("Europe/Berlin"));
  private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

  @Test
  void theLineRisesWithTheFigures() {
    Chart chart = Chart.of("Size", marks(3), Sizes::of, TIMES);
    assertThat(chart.line()).isEqualTo("0,60 150,30 300,0");
    assertThat(chart.inWords())
        .isEqualTo("1 Nov 2026 to 3 Nov 2026, 3 recovery points: at most 2.0 kB, now 2.0 kB");
  }

  @Test
  void tenThousandPointsAreDrawnAsFewAndTheNewestIsAmongThem() {
    Chart chart = Chart.of("Size", marks(10_000), Sizes::of, TIMES);
    assertThat(chart.line().split(" ")).hasSizeBetween(100, 150);
    assertThat(chart.line()).endsWith("300,0");
    assertThat(chart.count()).isEqualTo(10_000);
  }

  @Test
  void aPeakAmongTenThousandIsSaidAndDrawn() {
    List<Chart.Mark> marks = new ArrayList<>(marks(10_000));
    marks.replaceAll(mark -> new Chart.Mark(mark.at(), 1_000));
    for (int peak : new int[] {4_321, 9_998}) {
      List<Chart.Mark> one = new ArrayList<>(marks);
      one.set(peak, new Chart.Mark(marks.get(peak).at(), 9_000_000));
      Chart chart = Chart.of("Size", one, Sizes::of, TIMES);
      assertThat(chart.inWords()).endsWith("10000 recovery points: at most 9.0 MB, now 1.0 kB");
      assertThat(chart.line()).containsPattern(",0( |$)");
      assertThat(chart.line().split(" ")).hasSizeLessThanOrEqualTo(150);
    }
  }

  @Test
  void oneFigureAndNoneAreSaidAndNotDrawn() {
    assertThat(Chart.of("Size", List.of(), Sizes::of, TIMES).inWords()).isEqualTo("nothing yet");
    assertThat(Chart.of("Size", marks(1), Sizes::of, TIMES).drawn()).isFalse();
  }

  private static List<Chart.Mark> marks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Chart.Mark(FIRST.plusSeconds(86_400L * i), 1_000L * i))
        .toList();
  }
}

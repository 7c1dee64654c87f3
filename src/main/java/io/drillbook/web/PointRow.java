package io.drillbook.web;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.usecase.retention.ShowPoints.Shown;
import java.util.List;
import java.util.Locale;

/**
 * A recovery point as the page of its system shows it.
 *
 * @param state {@code fine}, {@code look} or {@code wrong}
 * @param until how long it is kept, and why
 */
record PointRow(
    String id,
    String time,
    String state,
    String words,
    String size,
    List<Copy> copies,
    String until,
    String why,
    List<String> holds,
    String run) {

  /** The copy in one vault. */
  record Copy(String vault, String state, String words) {
    static Copy of(PointCopy copy, PageTimes times) {
      boolean good = copy.state() == CopyState.GOOD;
      String read = copy.readAt().map(at -> ", read " + times.date(at)).orElse(", never read back");
      String word = copy.state().name().toLowerCase(Locale.ROOT);
      return new Copy(
          copy.vault(),
          good ? "fine" : copy.state() == CopyState.BEHIND ? "look" : "wrong",
          good
              ? "good" + read
              : word.toUpperCase(Locale.ROOT)
                  + (copy.finding().isEmpty() ? "" : ": " + copy.finding()));
    }
  }

  static PointRow of(Shown shown, List<PointCopy> copies, PageTimes times) {
    Judgement judgement = shown.judgement();
    CatalogPoint point = judgement.point();
    return new PointRow(
        point.point(),
        times.point(point.startedAt()),
        state(point),
        point.inWords(),
        Sizes.of(point.storedBytes()),
        copies.stream().map(copy -> Copy.of(copy, times)).toList(),
        !judgement.keep()
            ? "goes with the next expiry"
            : judgement.keptUntil().map(at -> "until " + times.date(at)).orElse("stays"),
        judgement.why(),
        shown.holds().stream()
            .map(
                hold ->
                    "held by "
                        + hold.heldBy()
                        + hold.until().map(at -> " until " + times.date(at)).orElse("")
                        + ": "
                        + hold.reason())
            .toList(),
        point.runId());
  }

  private static String state(CatalogPoint point) {
    if (point.state() == PointState.VERIFIED || point.state() == PointState.PROVEN) {
      return point.isPartial() ? "look" : "fine";
    }
    return point.usable() || point.state() == PointState.CAPTURING ? "look" : "wrong";
  }

  /** The sign of its state. */
  public String sign() {
    return BoardRow.sign(state);
  }
}

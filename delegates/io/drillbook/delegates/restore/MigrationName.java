package io.drillbook.delegates.restore;

import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;

/**
 * Under which name a migration is an effect of its run. A run that went to another recovery point
 * or time and came back has restored anew what it had migrated before: that is migrated anew too.
 */
final class MigrationName {
  /** As the restore of a source notes it where it wrote; what was there already says otherwise. */
  static final String RESTORED = "contents equal";

  private static final String AGAIN = " again ";

  private MigrationName() {}

  /**
   * The name.
   *
   * @param wanted the one for this target, point and goal
   * @param rows what the run brought about, in the order of its begin
   */
  static String of(String wanted, List<EffectRow> rows, List<RecordEntry> record) {
    List<EffectRow> same = rows.stream().filter(row -> isSame(row, wanted)).toList();
    if (same.isEmpty()) {
      return wanted;
    }
    EffectRow last = same.get(same.size() - 1);
    return last.state() == EffectState.DONE && isRestoredSince(record)
        ? wanted + AGAIN + same.size()
        : last.effect().name();
  }

  private static boolean isSame(EffectRow row, String wanted) {
    String name = row.effect().name();
    return name.equals(wanted) || name.startsWith(wanted + AGAIN);
  }

  private static boolean isRestoredSince(List<RecordEntry> record) {
    boolean restored = false;
    for (RecordEntry line : record) {
      String outcome = line.entry().outcome();
      boolean migrated =
          outcome.equals(EffectWords.BEGUN)
              && line.entry().detail("effect").startsWith(MigrateDataWorker.EFFECT);
      restored = !migrated && (restored || outcome.equals(RESTORED));
    }
    return restored;
  }
}

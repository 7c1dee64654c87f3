package io.drillbook.spi.check;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.util.List;

/**
 * When a check of a plan runs: {@code target} ties it to restores into one target, {@code when} to
 * restores or to the live service. Without both it runs after every restore, and one of kind {@code
 * http} watches the service after cutover, too.
 */
public final class CheckScope {
  /** The two keys, for the settings of every kind of check. */
  public static final List<Setting> SETTINGS =
      List.of(
          Setting.optional(
              "target",
              Setting.Type.TEXT,
              "Run only where this target is restored; default every target."),
          Setting.optional(
              "when",
              Setting.Type.TEXT,
              "'restore' (after a restore), 'service' (while the service is observed) or 'both',"
                  + " the default."));

  private CheckScope() {}

  /** Whether the check runs after a restore into that target. */
  public static boolean afterRestore(Settings settings, String target) {
    return !"service".equals(when(settings)) && concerns(settings, target);
  }

  /** Whether the check watches the live service once traffic went to that target. */
  public static boolean onService(Settings settings, String target) {
    return !"restore".equals(when(settings)) && concerns(settings, target);
  }

  private static boolean concerns(Settings settings, String target) {
    return settings.optionalText("target").map(target::equals).orElse(true);
  }

  private static String when(Settings settings) {
    return settings.optionalText("when").orElse("both");
  }
}

package io.drillbook.spi.cutover;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.util.List;

/** Settings that every kind of fence understands. */
public final class FenceSettings {
  private static final String UNREACHABLE = "unreachable";

  /** To be added to a kind's own settings. */
  public static final List<Setting> COMMON =
      List.of(
          Setting.optional(
              UNREACHABLE,
              Setting.Type.TEXT,
              "What it means that nobody answers there: 'ask' lets a person decide, 'accept' counts"
                  + " as fenced; default ask, because a place that is out of reach from here may"
                  + " still take writes from elsewhere."));

  private FenceSettings() {}

  /** Whether silence counts as fenced; whatever is not clearly yes is no. */
  public static boolean acceptsSilence(Settings settings) {
    return settings.optionalText(UNREACHABLE).filter("accept"::equals).isPresent();
  }
}

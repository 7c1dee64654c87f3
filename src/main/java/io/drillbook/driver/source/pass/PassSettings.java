package io.drillbook.driver.source.pass;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings of kind {@code pass}, at a source and at a target.
 *
 * @param path the store's folder
 * @param valuesTo names of the keys that alone open the values; empty where none are captured
 * @param withoutValues whether a restore brings back names only
 */
record PassSettings(Path path, List<String> valuesTo, boolean withoutValues) {
  private static final String PATH = "path";
  private static final String WITHOUT_VALUES = "without-values";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              PATH,
              Setting.Type.PATH,
              "The folder of the store, such as /home/shop/.password-store; at a target one that is"
                  + " empty or missing."),
          Setting.optional(
                  Setting.VALUES_TO,
                  Setting.Type.KEYS,
                  "Keys that alone open the values, such as [escrow]; left out, names and versions"
                      + " are captured and no value is.")
              .atSource(),
          Setting.optional(
                  WITHOUT_VALUES,
                  Setting.Type.FLAG,
                  "Whether names only are brought back, as for a drill on a server that may not open"
                      + " the values; default false.")
              .atTarget());

  static PassSettings of(Settings settings) {
    return new PassSettings(
        Path.of(settings.text(PATH)).toAbsolutePath().normalize(),
        settings.list(Setting.VALUES_TO),
        settings.flag(WITHOUT_VALUES, false));
  }
}

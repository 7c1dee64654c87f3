package io.drillbook.driver.source.sops;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.List;

/** The settings of kind {@code sops}, at a source and at a target. */
record SopsSettings(Path path, List<String> valuesTo, boolean withoutValues) {
  private static final String PATH = "path";
  private static final String WITHOUT_VALUES = "without-values";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              PATH,
              Setting.Type.PATH,
              "The file, in YAML or JSON as sops writes it; at a target one that is not there."),
          Setting.optional(
                  Setting.VALUES_TO,
                  Setting.Type.KEYS,
                  "Keys that alone open the file, such as [escrow]; left out, its structure is"
                      + " captured and the file is not.")
              .atSource(),
          Setting.optional(
                  WITHOUT_VALUES,
                  Setting.Type.FLAG,
                  "Whether the structure only is brought back, as <path>.inventory.json; default"
                      + " false.")
              .atTarget());

  static SopsSettings of(Settings settings) {
    return new SopsSettings(
        Path.of(settings.text(PATH)).toAbsolutePath().normalize(),
        settings.list(Setting.VALUES_TO),
        settings.flag(WITHOUT_VALUES, false));
  }
}

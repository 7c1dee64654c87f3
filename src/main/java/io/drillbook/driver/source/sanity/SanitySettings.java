package io.drillbook.driver.source.sanity;

import io.drillbook.domain.plan.Setting;
import java.util.List;

/** The keys of kind {@code sanity}. */
final class SanitySettings {
  static final String PROJECT = "project";
  static final String DATASET = "dataset";
  static final String TOKEN = "token";
  static final String API_HOST = "api-host";
  static final String API_VERSION = "api-version";
  static final String TIMEOUT = "timeout";
  static final String ALLOW_EMPTY = "allow-empty";

  static final String VERSION = "2025-02-19";

  static final List<Setting> ALL =
      List.of(
          Setting.required(PROJECT, Setting.Type.TEXT, "The project's id."),
          Setting.required(
              DATASET,
              Setting.Type.TEXT,
              "The dataset; at a target one that is empty or missing and is made then."),
          Setting.optional(
              TOKEN,
              Setting.Type.SECRET,
              "An API token: at a source a viewer's is enough, at a target it needs the right to"
                  + " manage datasets and to write."),
          Setting.optional(
              API_HOST,
              Setting.Type.TEXT,
              "Where the API is; default https://<project>.api.sanity.io."),
          Setting.optional(
              API_VERSION,
              Setting.Type.TEXT,
              "The API's version, a date; default " + VERSION + "."),
          Setting.optional(
              TIMEOUT,
              Setting.Type.DURATION,
              "How long the service may say nothing, before an answer and within one; an upload gets"
                  + " a second more for each 50 kB. Default 1m."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a dataset without any document may be captured; default false, because an"
                  + " empty backup is nearly always the wrong dataset."));

  private SanitySettings() {}
}

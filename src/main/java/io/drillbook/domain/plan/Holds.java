package io.drillbook.domain.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a source holds: by this word a recovery path says which sources a scenario restores. */
public enum Holds {
  DATABASE,
  MEDIA,
  CONFIGURATION,
  CODE;

  private static final Set<String> FILES = Set.of("directory", "s3-bucket");
  private static final Set<String> SETTINGS = Set.of("files");

  /** The word in plans and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What that word means, if it means anything. */
  public static Optional<Holds> of(String id) {
    return Stream.of(values()).filter(holds -> holds.id().equals(id)).findFirst();
  }

  /**
   * What a source of this kind holds where its plan does not say. An unknown kind counts as a
   * database: restoring too much costs time, restoring too little costs data.
   */
  public static Holds usually(String kind) {
    if (FILES.contains(kind)) {
      return MEDIA;
    }
    if (SETTINGS.contains(kind)) {
      return CONFIGURATION;
    }
    return "git".equals(kind) ? CODE : DATABASE;
  }
}

package io.drillbook.driver.source.mongodb;

/** The names of what a capture tells of itself. */
final class Facts {
  static final String DATABASE = "database";
  static final String SERVER = "server-version";
  static final String TOOL = "tool";
  static final String IDENTITY = "identity";
  static final String HOST = "host";
  static final String CONSISTENCY = "consistency";

  /** Followed by the collection's name. */
  static final String DIGEST = "digest ";

  private Facts() {}
}

package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Whether all collections are read as of one moment. */
enum Consistency {
  SNAPSHOT(MongodbSettings.SNAPSHOT),
  PER_COLLECTION(MongodbSettings.PER_COLLECTION);

  /** Version 5.0, the first that reads a snapshot outside a transaction. */
  private static final int READS_SNAPSHOTS = 13;

  private final String word;

  Consistency(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /**
   * What the plan asks for, where the server can; never less than the plan says.
   *
   * @throws Fault NOT_ALLOWED where collections would be of different moments without the plan's
   *     saying so; INPUT_INVALID where the plan says what nobody knows
   */
  static Consistency choose(Look look, Server server) {
    String asked =
        server
            .settings()
            .optionalText(MongodbSettings.CONSISTENCY)
            .orElse(look.replicated() ? SNAPSHOT.word : PER_COLLECTION.word);
    if (asked.equals(PER_COLLECTION.word)) {
      return PER_COLLECTION;
    }
    if (!asked.equals(SNAPSHOT.word)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the setting: '" + MongodbSettings.CONSISTENCY + "'",
          "Write snapshot or per-collection.");
    }
    if (look.replicated() && look.wireVersion() >= READS_SNAPSHOTS && !byProgram(server)) {
      return SNAPSHOT;
    }
    throw new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to capture all collections as of one moment: '" + server.address() + "'",
        byProgram(server)
            ? "mongodump knows --oplog for a whole server only; leave 'tool' out, or say"
                + " 'consistency: per-collection'."
            : "It takes a replica set of version 5.0 or newer; 'consistency: per-collection'"
                + " captures each collection as it is when its turn comes.");
  }

  static boolean byProgram(Server server) {
    String tool =
        server.settings().optionalText(MongodbSettings.TOOL).orElse(MongodbSettings.DRIVER);
    if (!tool.equals(MongodbSettings.DRIVER) && !tool.equals(MongodbSettings.MONGODUMP)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the setting: '" + MongodbSettings.TOOL + "'",
          "Write driver or mongodump.");
    }
    return tool.equals(MongodbSettings.MONGODUMP);
  }
}

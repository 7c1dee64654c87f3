package io.drillbook.pipeline.evidence;

import java.nio.charset.StandardCharsets;

/** Names of the files of a period. */
public final class PeriodLayout {
  /** What is signed. */
  public static final String INDEX = "period.json";

  /** Detached OpenPGP signature over {@link #INDEX}. */
  public static final String SIGNATURE = "period.json.asc";

  /** One line for each run, with the checksum of its pack. */
  public static final String RUNS = "runs.ndjson";

  /** The same for spreadsheets. */
  public static final String TABLE = "period.csv";

  /** The summary for people. */
  public static final String REPORT = "period.pdf";

  /** How to check it with stock tools. */
  public static final String README = "README.txt";

  /** The folder with one folder for each run. */
  public static final String PACKS = "runs";

  private PeriodLayout() {}

  /** The name of a file of a run's pack. */
  public static String inPack(String run, String file) {
    return PACKS + "/" + run + "/" + file;
  }

  /** The digest that chains a run's pack to the one before. */
  static String link(String previous, String run, String packSha256) {
    return EvidencePack.sha256(
        (previous + "\n" + run + "\n" + packSha256 + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

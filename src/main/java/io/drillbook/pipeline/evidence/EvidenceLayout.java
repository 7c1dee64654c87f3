package io.drillbook.pipeline.evidence;

import java.util.regex.Pattern;

/** Names of the files of an evidence pack. */
public final class EvidenceLayout {
  /** Everything; what is signed. */
  public static final String EVIDENCE = "evidence.json";

  /** Detached OpenPGP signature over {@link #EVIDENCE}, which holds the checksums of the rest. */
  public static final String SIGNATURE = "evidence.json.asc";

  /** Checksums for {@code sha256sum -c}. */
  public static final String SUMS = "SHA256SUMS";

  /** The record as a table. */
  public static final String TABLE = "record.csv";

  /** The deployed model that the run was started from. */
  public static final String DIAGRAM = "diagram.bpmn";

  /** The report for people. */
  public static final String REPORT = "evidence.pdf";

  /** How to check the pack with stock tools. */
  public static final String README = "README.txt";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

  private EvidenceLayout() {}

  /** Whether a name stays inside the folder whatever program reads it. */
  public static boolean isPlain(String name) {
    return NAME.matcher(name).matches();
  }
}

package io.drillbook.domain.record;

/** What the details of the record's lines are called where people read them. */
public final class DetailNames {
  private DetailNames() {}

  /** The key of a detail as people read it. */
  public static String inWords(String key) {
    return switch (key) {
      case "dataTime" -> "data of";
      case "counts" -> "tables compared";
      case "rto" -> "RTO";
      case "achievedRto" -> "achieved RTO";
      case "rtoMet" -> "RTO met";
      case "rpoMet" -> "RPO met";
      default -> key;
    };
  }
}

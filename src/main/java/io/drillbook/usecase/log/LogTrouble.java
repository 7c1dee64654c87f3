package io.drillbook.usecase.log;

/** What can be wrong with a log that is kept, and what it means to people. */
enum LogTrouble {
  GAP(
      "gap",
      "has a GAP",
      "Pieces are missing: no recovery point can be brought further than to the first of them. A new"
          + " recovery point is taken at once; from then on every time can be reached again.",
      "Look who removed it: the vault's own log, or the server's max_slot_wal_keep_size."),
  NOT_RECEIVED(
      "not-received",
      "is NOT RECEIVED",
      "What is committed from now on is lost with the server. The server keeps back what was not"
          + " received, up to its limit; then it is lost too.",
      "The line above says what is in the way; it is tried again all the time."),
  NOT_KEPT(
      "not-kept",
      "does NOT REACH THE VAULTS",
      "It is received and waits here, on one disk; when that is full, receiving stops.",
      "Look why the vault does not take it."),
  SLOT_GROWS(
      "slot-grows",
      "fills the server's disk",
      "More than half is used of what the server may keep back for the receiver. At the limit the"
          + " slot is dropped rather than the disk filled, and the log has a gap then.",
      "Look why it is not received fast enough, or raise slot-limit-mib.");

  private final String word;
  private final String subject;
  private final String meaning;
  private final String hint;

  LogTrouble(String word, String subject, String meaning, String hint) {
    this.word = word;
    this.subject = subject;
    this.meaning = meaning;
    this.hint = hint;
  }

  String word() {
    return word;
  }

  String subject() {
    return subject;
  }

  String meaning() {
    return meaning;
  }

  String hint() {
    return hint;
  }
}

package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Watches what passes and refuses a dump that makes, drops or leaves its database: it would write
 * somewhere else than into the target that was checked. Scripts of SQL are told by the format that
 * the plan names or by their first lines. Archives of pg_dump always say how their database was
 * made; it is pg_restore that has to be asked to make it, so there the program's options count.
 */
final class DatabaseGuard {
  /** So many bytes tell what it is. */
  static final int TOLD_BY = 2048;

  private final boolean sql;
  private final boolean watches;
  private final String subject;
  private List<SqlScan> scans = List.of();

  private DatabaseGuard(boolean sql, boolean watches, String subject) {
    this.sql = sql;
    this.subject = subject;
    this.watches = watches;
  }

  /**
   * A guard over one content.
   *
   * @param format what the plan says that it is
   * @param allowed where the plan lets dumps work on databases
   */
  static DatabaseGuard of(String format, boolean allowed, String subject) {
    return new DatabaseGuard("sql".equals(format), !allowed, subject);
  }

  /**
   * Refuses a program that makes the database itself.
   *
   * @throws Fault NOT_ALLOWED
   */
  static void check(CommandSettings target) {
    List<String> words = target.words(CommandSettings.RESTORE);
    boolean restores =
        words.stream().anyMatch(word -> word.equals("pg_restore") || word.endsWith("/pg_restore"));
    Optional<String> option =
        words.stream()
            .filter(word -> word.matches("--create|-[aceOsvwWx1]*C[aceCOsvwWx1]*"))
            .findFirst();
    if (restores && option.isPresent() && !target.allowsCreateDatabase()) {
      throw refused("restore", "the option " + option.get() + " of pg_restore");
    }
  }

  /** Lets everything pass. */
  static DatabaseGuard none() {
    return new DatabaseGuard(false, false, "");
  }

  /**
   * Looks at the first bytes before anybody else gets them; fewer than {@link #TOLD_BY} are all
   * that there is.
   *
   * @throws Fault NOT_ALLOWED
   */
  void begin(byte[] bytes, int count) {
    String lines = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    if (!watches) {
      return;
    }
    tell(lines);
    look(bytes, count);
  }

  /**
   * Looks at the next bytes before anybody else gets them.
   *
   * @param count none where there is no more
   * @throws Fault NOT_ALLOWED
   */
  void look(byte[] bytes, int count) {
    if (count > 0) {
      scan(bytes, count);
    }
  }

  private void tell(String lines) {
    boolean postgresql = lines.contains("-- PostgreSQL database ");
    boolean mysql =
        lines.contains("-- MySQL dump ")
            || lines.contains("-- MariaDB dump ")
            || lines.contains("/*M!999999");
    if (!sql && !postgresql && !mysql) {
      return;
    }
    // Where nobody says whose language it is, it is read as both.
    if (postgresql != mysql) {
      scans = List.of(mysql ? SqlScan.mysql(true) : SqlScan.postgresql());
    } else {
      scans = List.of(SqlScan.postgresql(), SqlScan.mysql(false));
    }
  }

  private void scan(byte[] bytes, int count) {
    for (SqlScan scan : scans) {
      Optional<String> found = scan.read(bytes, count);
      if (found.isPresent()) {
        throw refused(subject, found.get());
      }
    }
  }

  private static Fault refused(String subject, String what) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to let a dump pass that works on databases: '" + subject + "' has " + what,
        "It would write elsewhere than into the target that was checked. Write it without"
            + " --create, --databases and the like, or say '"
            + CommandSettings.ALLOW_CREATE
            + ": true' at the source and at the target.");
  }
}

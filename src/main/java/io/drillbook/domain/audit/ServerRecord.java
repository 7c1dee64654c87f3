package io.drillbook.domain.audit;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The record of the installation itself: what belongs to no run. It is kept as the record of a run
 * is, append-only, numbered and chained, under an id that no run has.
 */
public final class ServerRecord {
  /** Stands where a run's id stands. */
  public static final String ID = "installation";

  /** Outcome of a fact: another version of a plan is in force. */
  public static final String PLAN_CHANGED = "plan changed";

  /** Outcome of a fact: a system has no plan in force any more. */
  public static final String PLAN_GONE = "plan gone";

  /** Outcome of a fact: the engine runs other runbooks than before. */
  public static final String RUNBOOKS_CHANGED = "runbooks changed";

  /** Detail: the system that a plan is for. */
  public static final String SYSTEM = "system";

  /** Detail: the number of a plan's version. */
  public static final String VERSION = "version";

  /** Detail: the digest of what is in force now. */
  public static final String DIGEST = "digest";

  /** Detail: digest and name of each file in force, one a line; nothing for a glance. */
  public static final String FILES = "files";

  private static final String ACTOR = "drillbook";

  private ServerRecord() {}

  /** A version of a plan came into force, or none is any more. */
  public static EntryDraft plan(PlanVersion version) {
    Map<String, String> details = new TreeMap<>();
    details.put(SYSTEM, version.system());
    details.put(VERSION, Integer.toString(version.number()));
    if (!version.isGone()) {
      details.put(DIGEST, version.digest());
    }
    return Entries.fact(
        version.firstSeen(),
        StepRef.wholeRun("Plan of " + version.system()),
        ACTOR,
        version.isGone() ? PLAN_GONE : PLAN_CHANGED,
        details);
  }

  /**
   * The engine runs other models, tables or forms.
   *
   * @param files the digest of each by its name
   * @param before what was told of last; empty where this is the first time
   */
  public static EntryDraft runbooks(
      Instant at, Map<String, String> files, Map<String, String> before) {
    Map<String, String> details = new TreeMap<>();
    details.put(FILES, write(files));
    Set<String> changed = new TreeSet<>(files.keySet());
    changed.addAll(before.keySet());
    changed.removeIf(name -> Objects.equals(files.get(name), before.get(name)));
    details.put(
        "changed",
        before.isEmpty() ? "first start: " + files.size() + " files" : String.join(", ", changed));
    return Entries.fact(at, StepRef.wholeRun("Runbooks"), ACTOR, RUNBOOKS_CHANGED, details);
  }

  /** The digests that such a line tells. */
  public static Map<String, String> files(EntryDraft line) {
    Map<String, String> files = new TreeMap<>();
    for (String pair : line.detail(FILES).split("\n", -1)) {
      int space = pair.indexOf(' ');
      if (space > 0) {
        files.put(pair.substring(space + 1), pair.substring(0, space));
      }
    }
    return files;
  }

  private static String write(Map<String, String> files) {
    return files.entrySet().stream()
        .map(file -> file.getValue() + " " + file.getKey())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** The names in front of passwords that were wrong; who was at the keyboard nobody knows. */
  public static EntryDraft failedLogins(Instant at, FailedLogins failed) {
    String account = failed.account().map(it -> "'" + it + "'").orElse("unknown");
    String reason =
        "%d %s from %s since %s."
            .formatted(
                failed.count(),
                failed.count() == 1 ? "login failed" : "logins failed",
                failed.address(),
                failed.since().truncatedTo(ChronoUnit.SECONDS));
    return Entries.refused(
        at, StepRef.wholeRun("Login"), "unknown", "log in, account " + account, reason);
  }

  /** Somebody asked for what they may not have or do. */
  public static EntryDraft refused(Instant at, String person, String what, String reason) {
    return Entries.refused(at, StepRef.wholeRun("Access"), person, what, reason);
  }
}

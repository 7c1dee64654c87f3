package io.drillbook.store;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.EntryKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The conditions of a search in the record; whatever a person typed is a parameter. */
final class AuditSql {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();
  private String end = "";
  private boolean needsRun;

  AuditSql() {}

  AuditSql(AuditFilter filter) {
    topic(filter.topic());
    filter.kind().ifPresent(kind -> and("e.kind = ?", kind.name()));
    filter.outcome().ifPresent(outcome -> and("e.outcome = ?", outcome));
    filter.actor().ifPresent(actor -> and("e.actor = ?", actor));
    filter.from().ifPresent(from -> and("e.happened_at >= ?", Columns.utc(from)));
    filter.to().ifPresent(to -> and("e.happened_at < ?", Columns.utc(to)));
    filter.text().ifPresent(this::contains);
    filter.system().ifPresent(this::system);
    filter.runKind().ifPresent(kind -> ofRun("r.kind = ?", kind.name()));
    filter.verdict().ifPresent(verdict -> ofRun("r.verdict = ?", verdict.name()));
  }

  /** Whether a condition is about the run of a line. */
  boolean needsRun() {
    return needsRun;
  }

  /** What follows the tables. */
  String text() {
    return " where " + String.join(" and ", conditions) + end;
  }

  List<Object> parameters() {
    return List.copyOf(parameters);
  }

  void and(String condition, Object... values) {
    conditions.add(condition);
    parameters.addAll(List.of(values));
  }

  void in(String column, Collection<String> values) {
    and(among(column, values), values.toArray());
  }

  /**
   * Has to come last: it closes the statement.
   *
   * @param table whose rows may be committed late
   */
  void place(String table, String column, Place place) {
    if (!place.older()) {
      and(
          column + " < coalesce(" + LateLines.firstBehindAGap(table) + ", ?)",
          place.number(),
          Long.MAX_VALUE);
    }
    and(column + (place.older() ? " < ?" : " > ?"), place.number());
    end = " order by " + column + (place.older() ? " desc" : " asc") + " fetch first ? rows only";
    parameters.add(place.size());
  }

  private void topic(AuditTopic topic) {
    if (topic == AuditTopic.EVERYTHING) {
      return;
    }
    List<String> either = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (!topic.kinds().isEmpty()) {
      List<String> kinds = topic.kinds().stream().map(EntryKind::name).toList();
      either.add(among("e.kind", kinds));
      values.addAll(kinds);
    }
    outcomes(EntryKind.DECISION, topic.choices().stream().map(Choice::id).toList(), either, values);
    outcomes(EntryKind.FACT, topic.facts(), either, values);
    and("(" + String.join(" or ", either) + ")", values.toArray());
  }

  private static void outcomes(
      EntryKind kind, Collection<String> outcomes, List<String> either, List<Object> values) {
    if (!outcomes.isEmpty()) {
      either.add("(e.kind = '" + kind.name() + "' and " + among("e.outcome", outcomes) + ")");
      values.addAll(outcomes);
    }
  }

  private static String among(String column, Collection<String> values) {
    return column + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }

  private void contains(String text) {
    String pattern = "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
    // As it stands in the column: a quotation mark that somebody typed is escaped there.
    String json = JsonColumn.write(text.toLowerCase(Locale.ROOT));
    String inDetails = "%" + escaped(json.substring(1, json.length() - 1)) + "%";
    and(
        "(lower(e.name) like ? escape '!' or lower(e.outcome) like ? escape '!'"
            + " or lower(e.details) like ? escape '!' or lower(e.run_id) like ? escape '!')",
        pattern,
        pattern,
        inDetails,
        pattern);
  }

  /** A change of a plan is of no run; its line tells the system. */
  private void system(String system) {
    String detail = JsonColumn.write(ServerRecord.SYSTEM) + ":" + JsonColumn.write(system);
    ofRun(
        "(r.system = ? or (e.run_id = '" + ServerRecord.ID + "' and e.details like ? escape '!'))",
        system,
        "%" + escaped(detail) + "%");
  }

  private void ofRun(String condition, Object... values) {
    needsRun = true;
    and(condition, values);
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the named tables and schemas out of an archive: with their rows, whatever they are made
 * of (types, functions, extensions), and whatever belongs to them (indexes, constraints, defaults,
 * sequences, triggers, policies, grants). A foreign key between a named table and another one is
 * left out, and so is what cannot be without a table that is not named.
 */
final class Selecting {
  private static final Set<String> RELATIONS =
      Set.of("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE");
  private static final Set<String> SAID_OF_OTHERS = Set.of("ACL", "COMMENT", "SECURITY LABEL");
  private static final Set<String> ATTACHING = Set.of("TABLE ATTACH", "INDEX ATTACH");
  private static final Set<String> DATA =
      Set.of("TABLE DATA", "SEQUENCE SET", "MATERIALIZED VIEW DATA");
  private static final Set<String> OF_THE_DATABASE =
      Set.of(
          "ENCODING",
          "STDSTRINGS",
          "SEARCHPATH",
          "EVENT TRIGGER",
          "PUBLICATION",
          "SUBSCRIPTION",
          "PUBLICATION TABLE",
          "PUBLICATION TABLES IN SCHEMA",
          "SUBSCRIPTION TABLE",
          "BLOB",
          "BLOBS",
          "BLOB METADATA",
          "DATABASE",
          "DATABASE PROPERTIES");

  private final Toc toc;
  private final Wanted wanted;
  private final Map<String, TocEntry> byId = new HashMap<>();
  private final Set<TocEntry> named = new LinkedHashSet<>();
  private final Set<TocEntry> chosen = new LinkedHashSet<>();
  private final Set<String> leftOut = new TreeSet<>();

  private Selecting(Toc toc, Wanted wanted) {
    this.toc = toc.decoded();
    this.wanted = wanted;
    this.toc.entries().forEach(entry -> byId.put(String.valueOf(entry.id()), entry));
  }

  /**
   * Chooses.
   *
   * @throws Fault INPUT_INVALID where nothing has a name of the plan
   */
  static Selection of(Optional<Toc> toc, Wanted wanted) {
    if (wanted.isEverything()) {
      return Selection.all(toc);
    }
    return new Selecting(toc.orElseThrow(Selecting::unknownFormat), wanted).select();
  }

  private Selection select() {
    requireNames();
    toc.entries().stream().filter(this::isNamed).forEach(named::add);
    addPartitions();
    named.forEach(this::addWithNeeds);
    addBelongings();
    addSaid();
    List<TocEntry> inOrder = toc.entries().stream().filter(chosen::contains).toList();
    return new Selection(inOrder, List.of(), Optional.of(part(inOrder)));
  }

  private void requireNames() {
    for (Wanted.Name name : wanted.names()) {
      boolean there =
          toc.entries().stream()
              .anyMatch(entry -> isRelation(entry) && name.matches(entry.namespace(), entry.tag()));
      if (!there) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to find what is to be restored in the recovery point: '" + name.written() + "'",
            "Names are as in SQL: small letters, anything else in double quotes. The manifest lists"
                + " the tables.");
      }
    }
  }

  private boolean isNamed(TocEntry entry) {
    if ("SCHEMA".equals(entry.kind())) {
      return wanted.namesAllOf(entry.tag());
    }
    if (isRelation(entry)) {
      return wanted.names(entry.namespace(), entry.tag());
    }
    return entry.namespace() != null
        && wanted.namesAllOf(entry.namespace())
        && entry.section() == TocEntry.PRE_DATA
        && !SAID_OF_OTHERS.contains(entry.kind())
        && !ATTACHING.contains(entry.kind())
        && !OF_THE_DATABASE.contains(entry.kind());
  }

  private static boolean isRelation(TocEntry entry) {
    return RELATIONS.contains(entry.kind());
  }

  /** A table's partitions hold its rows. */
  private void addPartitions() {
    boolean more = true;
    while (more) {
      more = false;
      for (TocEntry entry : toc.entries()) {
        List<TocEntry> ends = "TABLE ATTACH".equals(entry.kind()) ? needs(entry) : List.of();
        Optional<TocEntry> child = ends.stream().filter(entry::hasNameOf).findFirst();
        boolean of =
            child.isPresent()
                && ends.stream().anyMatch(e -> !e.equals(child.get()) && named.contains(e));
        more |= of && named.add(child.get());
      }
    }
  }

  private void addWithNeeds(TocEntry entry) {
    if (chosen.add(entry)) {
      needs(entry).forEach(this::addWithNeeds);
    }
  }

  private List<TocEntry> needs(TocEntry entry) {
    return entry.needs().stream()
        .filter(byId::containsKey)
        .map(byId::get)
        .filter(need -> !OF_THE_DATABASE.contains(need.kind()))
        .toList();
  }

  /** In the archive's order: what belongs to a table may need what came before it. */
  private void addBelongings() {
    for (TocEntry entry : toc.entries()) {
      boolean other =
          chosen.contains(entry)
              || (isRelation(entry) && !"SEQUENCE".equals(entry.kind()))
              || SAID_OF_OTHERS.contains(entry.kind())
              || OF_THE_DATABASE.contains(entry.kind());
      List<TocEntry> needs = needs(entry);
      if (other || needs.stream().noneMatch(need -> belongsTo(entry, need))) {
        continue;
      }
      if (foreignTables(entry, new LinkedHashSet<>()).isEmpty()) {
        addWithNeeds(entry);
      } else if (!ATTACHING.contains(entry.kind())) {
        leftOut.add(entry.kind().toLowerCase(java.util.Locale.ROOT) + " " + entry.tag());
      }
    }
  }

  /** A function that merely works on a table's rows does not belong to it. */
  private boolean belongsTo(TocEntry entry, TocEntry need) {
    if (DATA.contains(entry.kind())) {
      return named.contains(need) || ("SEQUENCE".equals(need.kind()) && chosen.contains(need));
    }
    if ("SEQUENCE OWNED BY".equals(entry.kind())) {
      return chosen.contains(need) && "SEQUENCE".equals(need.kind());
    }
    boolean afterwards = entry.section() == TocEntry.POST_DATA;
    boolean ofTable = "DEFAULT".equals(entry.kind()) || "SEQUENCE".equals(entry.kind());
    return (afterwards || ofTable || ATTACHING.contains(entry.kind())) && named.contains(need);
  }

  /** Tables that it cannot be without and that are not named. */
  private Set<TocEntry> foreignTables(TocEntry entry, Set<TocEntry> seen) {
    Set<TocEntry> found = new LinkedHashSet<>();
    for (TocEntry need : needs(entry)) {
      boolean pulled = isRelation(need) && !"SEQUENCE".equals(need.kind());
      if (pulled && !named.contains(need)) {
        found.add(need);
      } else if (!named.contains(need) && seen.add(need)) {
        found.addAll(foreignTables(need, seen));
      }
    }
    return found;
  }

  private void addSaid() {
    for (TocEntry entry : toc.entries()) {
      boolean ofChosen = needs(entry).stream().anyMatch(chosen::contains);
      boolean defaults =
          "DEFAULT ACL".equals(entry.kind())
              && entry.namespace() != null
              && wanted.namesAllOf(entry.namespace());
      if ((SAID_OF_OTHERS.contains(entry.kind()) && ofChosen) || defaults) {
        chosen.add(entry);
      }
    }
  }

  private Selection.Part part(List<TocEntry> inOrder) {
    Set<String> tables = new TreeSet<>();
    Set<String> sequences = new TreeSet<>();
    Set<String> withoutRows = new TreeSet<>();
    for (TocEntry entry : inOrder) {
      switch (entry.kind()) {
        case "TABLE" -> (named.contains(entry) ? tables : withoutRows).add(entry.key());
        case "SEQUENCE" -> sequences.add(entry.key());
        default -> {}
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "restored in part: "
            + String.join(", ", wanted.names().stream().map(Wanted.Name::written).toList())
            + "; everything else was left out, large objects, publications and event triggers too");
    if (!withoutRows.isEmpty()) {
      notes.add(
          "without rows, because something named needs it: " + String.join(", ", withoutRows));
    }
    if (!leftOut.isEmpty()) {
      notes.add(
          "left out, because it leads to tables that are not named: " + String.join(", ", leftOut));
    }
    return new Selection.Part(tables, sequences, notes);
  }

  private static Fault unknownFormat() {
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to choose tables from a dump of a format that is not known here: '"
            + PostgresqlSettings.ONLY
            + "'",
        "Restore all of it, or take a newer version of Drillbook.");
  }
}

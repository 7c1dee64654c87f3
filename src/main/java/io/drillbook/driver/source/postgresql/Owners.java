package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.postgresql.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom restored objects belong to, where the plan says other roles than the captured ones.
 *
 * @param one who owns everything; then no grant is restored and no role is made
 * @param others new roles by the captured ones that they stand for, in grants and policies too
 */
record Owners(Optional<String> one, Map<String, String> others) {
  private static final String LEFT =
      """
      select distinct r.rolname from pg_catalog.pg_shdepend d
      join pg_catalog.pg_roles r on r.oid = d.refobjid
      where d.refclassid = 'pg_catalog.pg_authid'::regclass
        and d.dbid = (select oid from pg_catalog.pg_database where datname = current_database())
      """;

  Owners {
    others = Map.copyOf(others);
  }

  /**
   * Reads a target's settings.
   *
   * @throws Fault INPUT_INVALID where they contradict each other
   */
  static Owners of(Settings target) {
    Owners owners =
        new Owners(
            target.optionalText(PostgresqlSettings.OWNER), target.texts(PostgresqlSettings.OWNERS));
    if (owners.one().isPresent() && !owners.others().isEmpty()) {
      throw refused("'owner' and 'owners' contradict each other");
    }
    return owners;
  }

  boolean areAsCaptured() {
    return one.isEmpty() && others.isEmpty();
  }

  /** Who owns what this role owned. */
  String of(String captured) {
    return one.orElse(others.getOrDefault(captured, captured));
  }

  /** The captured roles that are made where they are missing. */
  Set<String> made(Collection<String> captured) {
    Set<String> made = new TreeSet<>(captured);
    made.removeAll(others.keySet());
    return one.isPresent() ? Set.of() : made;
  }

  /**
   * Refuses roles that the capture or the target does not have, before anything is restored.
   *
   * @param captured roles of the capture
   */
  void check(Session session, Collection<String> captured) {
    Set<String> unknown = new TreeSet<>(others.keySet());
    unknown.removeAll(captured);
    if (!unknown.isEmpty()) {
      throw refused("the capture has no role " + String.join(", ", unknown));
    }
    Set<String> missing = new TreeSet<>(others.values());
    one.ifPresent(missing::add);
    session
        .rows("select rolname from pg_catalog.pg_roles", row -> row.getString(1))
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw refused("the target has no role " + String.join(", ", missing));
    }
  }

  /**
   * Makes sure that nothing in the database belongs to a role that another one stands for.
   *
   * @throws Fault RESTORE_FAILED
   */
  void confirm(Session session) {
    List<String> left =
        session.rows(LEFT, row -> row.getString(1)).stream()
            .filter(name -> others.containsKey(name) && !others.containsValue(name))
            .toList();
    if (!left.isEmpty()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to give everything to the roles of the plan: '" + String.join(", ", left) + "'",
          "Something still belongs to them or is granted to them; tell us what, and leave them out"
              + " of 'owners'.");
    }
  }

  /** What the record is told. */
  List<String> notes() {
    if (areAsCaptured()) {
      return List.of();
    }
    return one.isPresent()
        ? List.of(
            "everything belongs to "
                + one.get()
                + "; roles, grants, default privileges and user mappings were left out")
        : List.of(
            "owners and grants were mapped: "
                + others.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + " to " + entry.getValue())
                    .collect(Collectors.joining(", ")));
  }

  private static Fault refused(String why) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to map owners as the target says: '" + why + "'",
        "'owners' names captured roles and the target's own; roles are written as they are, without"
            + " quotes of SQL.");
  }
}

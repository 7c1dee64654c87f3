package io.drillbook.roles;

import io.drillbook.roles.RouteTable.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may do what: the one place where it is declared. {@link RoleMatrixIT} holds the server to it
 * and writes {@code docs/reference/roles.md} from it.
 */
final class RoleMatrix {
  /** Group by the account that the first start makes; nobody has none. */
  static final Map<String, String> ROLES = new LinkedHashMap<>();

  static {
    ROLES.put("nobody", "");
    ROLES.put("oncall", "oncall");
    ROLES.put("approvers", "approver");
    ROLES.put("managers", "manager");
    ROLES.put("auditors", "auditor");
    ROLES.put("camunda-admin", "admin");
  }

  private static final String WORKING = "oncall,approvers,managers,camunda-admin";
  private static final String PEOPLE = WORKING + ",auditors";

  private static final Map<String, String> SHORT =
      Map.of(
          "everyone",
          "nobody," + PEOPLE,
          "people",
          PEOPLE,
          "desk",
          "auditors,camunda-admin",
          "working",
          WORKING,
          "none",
          "");

  /** Routes of Spring's table: method, path, who, what it is. */
  private static final String OWN =
      """
      GET  / | everyone | the situation board; who has not logged in is led to the login
      GET  /login | everyone | the login page
      POST /login | everyone | logging in
      GET  /systems/{system} | people | the page of a system
      GET  /runs/{id} | people | the page of a run
      GET  /runs/{id}/clock | people | its clock alone
      GET  /models/{name} | people | a runbook's model
      GET  /events | people | tells pages that something changed
      GET  /runs/{id}/steer | people | the page on which a run is steered
      POST /runs/{id}/steer | oncall | pauses, resumes, shortens, aborts a run
      GET  /runs/{id}/steps | people | the page on which steps that were done by hand are entered
      POST /runs/{id}/steps | oncall | enters one
      GET  /approve/{run} | people | the page on which people vote
      POST /approve/{run} | approvers,managers | votes; managers once they are called, nobody on what they started or prepared
      GET  /audit | desk | the auditor's desk: every line of every record
      GET  /audit/approvals | desk | who could have approved, and who did
      GET  /audit/plans | desk | plans and their newest versions
      GET  /audit/plans/{system} | desk | versions of a plan and what changed
      GET  /audit/drills | desk | drills against their targets
      GET  /audit/sample | desk | a random sample of runs
      GET  /api/v1/audit/lines | desk | the same, for programs
      GET  /api/v1/audit/approvals | desk |
      GET  /api/v1/audit/plans | desk |
      GET  /api/v1/audit/plans/{system} | desk |
      GET  /api/v1/audit/plans/{system}/diff | desk |
      GET  /api/v1/audit/plans/{system}/{version} | desk |
      GET  /api/v1/audit/drills | desk |
      GET  /api/v1/audit/drills.csv | desk |
      GET  /api/v1/audit/sample | desk |
      GET  /api/openapi.json | people | the description of the API
      POST /api/v1/login | people | a token for who has logged in by password
      POST /api/v1/logout | people | ends the token
      POST /api/v1/password | people | changes the own password
      GET  /api/v1/session | people | who is asking
      GET  /api/v1/board | people | the situation board
      GET  /api/v1/systems | people | all systems
      GET  /api/v1/systems/{system} | people | one system
      GET  /api/v1/systems/{system}/forecast | people | what a recovery would take
      GET  /api/v1/systems/{system}/points | people | its recovery points
      GET  /api/v1/systems/{system}/expiry | people | what an expiry would remove
      GET  /api/v1/systems/{system}/readiness | people | whether its plan can be relied on
      POST /api/v1/systems/{system}/backups | oncall | starts a backup
      POST /api/v1/systems/{system}/restores | oncall | starts a restore
      POST /api/v1/systems/{system}/drills | oncall | starts a drill
      POST /api/v1/systems/{system}/incidents | oncall | declares an incident
      POST /api/v1/systems/{system}/checks | oncall | has stored copies read back
      POST /api/v1/systems/{system}/readiness | oncall | has the plan checked
      POST /api/v1/systems/{system}/rotations | oncall | starts a rotation of keys
      POST /api/v1/systems/{system}/fail-backs | oncall | starts the way home
      POST /api/v1/systems/{system}/expiries | oncall,approvers | starts an expiry
      POST /api/v1/systems/{system}/points/{point}/holds | oncall,approvers,managers | holds a recovery point
      POST /api/v1/systems/{system}/points/{point}/release | approvers,managers | releases a hold
      GET  /api/v1/runs | people | runs
      GET  /api/v1/incidents | people | incidents
      GET  /api/v1/runs/{id} | people | one run
      GET  /api/v1/runs/{id}/timeline | people | its timeline and record
      GET  /api/v1/runs/{id}/progress | people | how far it is
      GET  /api/v1/runs/{id}/forecast | people | how long it will take
      GET  /api/v1/runs/{id}/evidence | people | its evidence pack
      GET  /api/v1/runs/{id}/record | people | its record, line by line
      GET  /api/v1/record.ndjson | people | the records of all runs, for a SIEM
      GET  /api/v1/systems/{system}/evidence | people | the evidence of a period
      POST /api/v1/systems/{system}/asserted-incidents | oncall | enters an incident that happened on paper
      POST /api/v1/runs/{id}/steps | oncall | enters steps that were done by hand
      POST /api/v1/runs/{id}/pause | oncall | pauses it
      POST /api/v1/runs/{id}/resume | oncall | lets it go on
      POST /api/v1/runs/{id}/shorten | oncall | restores later what can follow
      POST /api/v1/runs/{id}/abort | oncall | gives it up
      GET  /api/v1/vaults | people | the vaults, tried
      GET  /api/v1/keys | people | the keys and when they end
      GET  /api/v1/schedules | people | schedules and their due times
      GET  /api/v1/findings | people | what drills found wrong
      POST /api/v1/findings/{id}/closure | approvers,managers | answers for a finding
      GET  /api/v1/notices | people | what people were told
      POST /api/v1/notices/{id}/confirmation | working | says that a message was read
      GET  /api/v1/catalog/work | people | how work on the catalog goes
      POST /api/v1/catalog/check | oncall,camunda-admin | compares catalog and vaults
      POST /api/v1/catalog/rebuild | oncall,camunda-admin | makes the catalog anew
      GET  /actuator | people | what the next ones are
      GET  /actuator/health | everyone | whether the server is up
      GET  /actuator/health/** | people | refused further detail
      GET  /actuator/prometheus | people | metrics
      ANY  /error | people | the page for what went wrong
      """;

  /** Routes of the engine: the first row that fits holds. */
  private static final String ENGINE =
      """
      GET,OPTIONS /engine-rest/** | people | the engine shows what the group's grants allow
      * /engine-rest/** | working | the engine's grants and the guard of the runbooks decide about the very task or run
      POST /camunda/api/admin/setup/** | none | would make a superuser
      GET /camunda/api/admin/auth/user/{engine} | everyone | who has logged in to the webapps
      POST /camunda/api/admin/auth/user/{engine}/(login/{app}|logout) | everyone | logging in and out
      GET /camunda/api/{app}/plugin/{plugin}/static/{file} | everyone | files of the webapps
      GET,OPTIONS /camunda/api/** | people | as above, by the session of the webapps
      POST /camunda/api/cockpit/plugin/** | people | searches of Cockpit
      POST /camunda/api/engine/engine/{engine}/(history/)?(process-instance|process-definition|execution|task|job|job-definition|incident|variable-instance|activity-instance|detail|decision-instance|external-task|external-task-log|job-log|batch)(/count)? | people | searches that are sent by POST because they are long
      POST /camunda/api/engine/engine/{engine}/filter/{id}/(list|count|singleResult) | people | lists of tasks
      * /camunda/api/** | working | as above
      """;

  /**
   * A row.
   *
   * @param who groups that are let in, {@code nobody} among them where no login is needed
   */
  record Row(Set<String> methods, String path, Set<String> who, String words) {
    boolean fits(Route route) {
      return (methods.contains("*") || methods.contains(route.method()))
          && pattern().matcher(route.path()).matches();
    }

    private Pattern pattern() {
      return Pattern.compile(
          path.replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/]+").replace("**", ".*"));
    }

    boolean allows(String role) {
      return who.contains(role);
    }
  }

  private RoleMatrix() {}

  static List<Row> own() {
    return rows(OWN);
  }

  static List<Row> engine() {
    return rows(ENGINE);
  }

  static Optional<Row> own(Route route) {
    return own().stream()
        .filter(row -> row.methods().contains(route.method()) && row.path().equals(route.path()))
        .findFirst();
  }

  static Optional<Row> engine(Route route) {
    return engine().stream().filter(row -> row.fits(route)).findFirst();
  }

  private static List<Row> rows(String table) {
    return table
        .lines()
        .map(
            line -> {
              int space = line.indexOf(' ');
              String[] cells = line.substring(space).split(" \\| ?", -1);
              int last = cells.length - 1;
              return new Row(
                  Set.of(line.substring(0, space).split(",")),
                  String.join("|", Arrays.copyOf(cells, last - 1)).strip(),
                  groups(cells[last - 1].strip()),
                  cells[last].strip());
            })
        .toList();
  }

  private static Set<String> groups(String word) {
    Set<String> groups = new LinkedHashSet<>(List.of(SHORT.getOrDefault(word, word).split(",")));
    groups.remove("");
    if (!ROLES.keySet().containsAll(groups)) {
      throw new IllegalArgumentException("no such role: " + word);
    }
    return groups;
  }

  /** The page of the documentation. */
  static String page(Set<Route> engineRoutes) {
    List<String> page = new ArrayList<>();
    page.add(INTRODUCTION);
    page.add(head());
    own().forEach(row -> page.add(line(row, "✔")));
    page.add(ENGINE_INTRODUCTION);
    page.add(head());
    engine().forEach(row -> page.add(line(row, "✔")));
    page.add(ROUTES_INTRODUCTION);
    Map<String, Set<String>> byPath = new LinkedHashMap<>();
    engineRoutes.stream()
        .filter(route -> !route.path().startsWith("/engine-rest/engine/{name}"))
        .filter(route -> !route.path().startsWith("/camunda/api/engine/engine/{name}"))
        .forEach(
            route ->
                byPath.computeIfAbsent(route.path(), it -> new TreeSet<>()).add(route.method()));
    byPath.forEach((path, methods) -> page.add("    " + path + "  " + String.join(" ", methods)));
    return String.join("\n", page) + "\n";
  }

  private static String head() {
    return "| route | "
        + String.join(" | ", ROLES.keySet())
        + " | what it is |\n|---|"
        + ":-:|".repeat(ROLES.size())
        + "---|";
  }

  private static String line(Row row, String yes) {
    String methods =
        row.methods().contains("*") ? "any other" : String.join(", ", new TreeSet<>(row.methods()));
    return "| "
        + methods
        + " `"
        + row.path().replace("|", "\\|")
        + "` | "
        + ROLES.keySet().stream()
            .map(role -> row.allows(role) ? yes : "·")
            .collect(Collectors.joining(" | "))
        + " | "
        + row.words()
        + " |";
  }

  private static final String INTRODUCTION =
      """
      # Who may do what

      Every route of the server and every role. The build reads the routes from the server's own tables, tries each one as each role, and fails where an answer differs from this page, where a route is missing here, or where one is
      listed that there is not any more. Written by `RoleMatrixIT` (`DRILLBOOK_UPDATE=yes`); do not edit it by hand.

      ✔ is let in, · is refused (status 401 without a login, 403 with one). *nobody* is who has not logged in. An account without a group may what auditors may, except for the auditor's desk. What is let in may still be refused for what
      it asks: nobody approves what they started or prepared, a run that has ended is not paused. Each refusal of somebody who has logged in is on the record ([audit](../guide/audit.md)).

      ## Drillbook's own pages and API
      """;

  private static final String ENGINE_INTRODUCTION =
      """

      ## Camunda's REST interface and webapps

      The door in front of the engine lets in or refuses as this table says; the first row that fits holds. Behind it the engine decides by the grants of the group, and the guard of the runbooks by the very task and run: on-call works
      on tasks of on-call, approvers on those of approvers, deployments are for administrators alone. Files of the webapps under `/camunda/app`, `/camunda/assets` and `/camunda/lib` are open to everyone, as the login page needs them; files under `/pages` and `/webjars` need a login, except for the style of the login page.
      """;

  private static final String ROUTES_INTRODUCTION =
      """

      The routes that these rows stand for. Each one below `/engine-rest` is there a second time below `/engine-rest/engine/{name}`, and a third time below `/camunda/api/engine/engine/{name}`.
      """;
}

package io.drillbook.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.engine.TestClient;
import io.drillbook.roles.DeskBed.Answer;
import io.drillbook.roles.RoleMatrix.Row;
import io.drillbook.roles.RouteTable.Route;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every route times every role: let in or refused as {@link RoleMatrix} and its page say; and what
 * the auditor's desk shows, on the same server.
 */
@TestMethodOrder(OrderAnnotation.class)
class RoleMatrixIT {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  private static final String STEPS =
      "[{\"step\":\"x\",\"began\":\"2001-01-01T00:00:00Z\",\"by\":\"x\"}]";

  /** What an auditor may send although it is no reading: it concerns the own login only. */
  private static final Set<String> OWN_ACCOUNT =
      Set.of("/login", "/api/v1/login", "/api/v1/logout", "/api/v1/password");

  private static final String WEBAPP_TASKS = "/camunda/api/engine/engine/default/task";

  private static DeskBed bed;
  private static Set<Route> engine;

  @BeforeAll
  static void start() throws Exception {
    bed = new DeskBed();
    engine = engineRoutes();
  }

  @AfterAll
  static void stop() throws Exception {
    bed.close();
  }

  private static Set<Route> engineRoutes() {
    Set<Route> routes =
        new TreeSet<>(RouteTable.of("/engine-rest", bed.bean(ResourceConfig.class).getClasses()));
    routes.addAll(RouteTable.of("/camunda/api/admin", new AdminApplication()));
    routes.addAll(RouteTable.of("/camunda/api/cockpit", new CockpitApplication()));
    routes.addAll(RouteTable.of("/camunda/api/tasklist", new TasklistApplication()));
    routes.addAll(RouteTable.of("/camunda/api/welcome", new WelcomeApplication()));
    routes.addAll(RouteTable.of("/camunda/api/engine", new EngineRestApplication()));
    return routes;
  }

  @Test
  void noRouteIsUndocumentedAndNoRowIsLeftOver() {
    Set<Route> own = RouteTable.ofSpring(bed.context());
    assertThat(own).hasSizeGreaterThan(60);
    assertThat(engine).hasSizeGreaterThan(900);
    assertThat(own)
        .allSatisfy(route -> assertThat(RoleMatrix.own(route)).as("%s", route).isPresent());
    assertThat(RoleMatrix.own())
        .allSatisfy(
            row ->
                assertThat(own)
                    .as("%s", row)
                    .contains(new Route(row.methods().iterator().next(), row.path())));
    assertThat(engine)
        .allSatisfy(route -> assertThat(RoleMatrix.engine(route)).as("%s", route).isPresent());
    Set<Row> used = new java.util.HashSet<>();
    engine.forEach(route -> RoleMatrix.engine(route).ifPresent(used::add));
    assertThat(RoleMatrix.engine()).allSatisfy(row -> assertThat(used).contains(row));
  }

  @Test
  void aFailedLoginIsAtTheAuditorsDeskWithoutWhatWasTyped() {
    for (String typed : List.of("oncall", "hunter2")) {
      String form = "username=" + typed + "&password=swordfish";
      assertThat(bed.ask("", "POST", "/login", form, FORM).status()).isEqualTo(401);
    }
    String lines = bed.get("auditor", "/api/v1/audit/lines?topic=refusals").body();
    assertThat(lines)
        .contains("log in, account 'oncall'", "log in, account unknown", "login failed from 127.")
        .doesNotContain("hunter2", "swordfish");
  }

  @Test
  void thePageInTheDocumentationIsTheMatrix() throws IOException {
    Path file = Path.of("docs/reference/roles.md");
    String page = RoleMatrix.page(engine);
    if ("yes".equals(System.getenv("DRILLBOOK_UPDATE"))) {
      Files.writeString(file, page);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("run: DRILLBOOK_UPDATE=yes mvn verify -Dit.test=RoleMatrixIT")
        .isEqualTo(page);
  }

  @Test
  void everyOwnRouteAnswersEachRoleAsTheMatrixSays() {
    List<String> wrong = new ArrayList<>();
    for (Row row : RoleMatrix.own()) {
      Route route = new Route(row.methods().iterator().next(), row.path());
      String method = "ANY".equals(route.method()) ? "GET" : route.method();
      RoleMatrix.ROLES.forEach(
          (role, user) -> {
            Answer answer =
                bed.ask(
                    user,
                    method,
                    path(route, "POST".equals(method) ? "nowhere" : "shop"),
                    body(route),
                    isForm(route) ? FORM : JSON);
            judge(wrong, route, role, row, answer.status());
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyGetsToTheEngineWithoutALoginAndAuditorsOnlyRead() {
    List<String> wrong = new ArrayList<>();
    TestClient session = session("auditor");
    for (Route route : probed(false)) {
      Row row = RoleMatrix.engine(route).orElseThrow();
      check(wrong, route, "nobody", row, ask("", route));
      if (!READING.contains(route.method()) && !row.allows("nobody")) {
        int status =
            route.path().startsWith("/camunda") ? send(session, route) : ask("auditor", route);
        check(wrong, route, "auditors", row, status);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Thousands of requests; what the engine answers behind the door is its own. */
  @Tag("long")
  @Test
  void everyRouteOfTheEngineAnswersEachRoleAsTheMatrixSays() {
    List<String> wrong = new ArrayList<>();
    RoleMatrix.ROLES.forEach(
        (role, user) -> {
          TestClient session = user.isEmpty() ? null : session(user);
          for (Route route : probed(true)) {
            Row row = RoleMatrix.engine(route).orElseThrow();
            if (user.isEmpty() || !row.allows("nobody")) {
              boolean webapp = route.path().startsWith("/camunda") && session != null;
              check(wrong, route, role, row, webapp ? send(session, route) : ask(user, route));
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void whateverAnAuditorSendsChangesNothing() throws Exception {
    Map<String, String> before = new StateDigest(bed).take();
    List<String> let = new ArrayList<>();
    for (Row row : RoleMatrix.own()) {
      for (String method : METHODS) {
        Route route = new Route(method, row.path());
        int status = bed.ask("auditor", method, path(route), bodyFor(method, route), JSON).status();
        boolean reads = READING.contains(method) || OWN_ACCOUNT.contains(row.path());
        if (!reads && status != 403) {
          let.add(route + " answered " + status);
        }
        if (status >= 500 && !row.path().equals("/error")) {
          let.add(route + " failed with " + status);
        }
      }
    }
    sendAsAuditor(probed(false));
    assertThat(let).isEmpty();
    assertThat(changes(before)).isEmpty();
  }

  private static void sendAsAuditor(List<Route> routes) throws Exception {
    TestClient session = session("auditor");
    for (Route route : routes) {
      if (route.path().startsWith("/camunda")
          && !READING.contains(route.method())
          && !route.path().contains("/auth/user/")) {
        send(session, route);
      }
    }
    // Refused for want of a session all this would show nothing.
    assertThat(session.get(WEBAPP_TASKS).statusCode()).isEqualTo(200);
    assertThat(session.post(WEBAPP_TASKS + "/create", "{}").body()).contains("NOT_ALLOWED");
  }

  private static List<String> changes(Map<String, String> before) throws Exception {
    List<String> changed = new ArrayList<>();
    new StateDigest(bed)
        .take()
        .forEach(
            (what, now) -> {
              if (!now.equals(before.get(what))) {
                changed.add(what + ": " + before.get(what) + " became " + now);
              }
            });
    return changed;
  }

  @Test
  @Order(1)
  void theDeskShowsWhatIsOnTheRecord() {
    DeskPages pages = new DeskPages(bed);
    pages.refusedAccessIsOnTheRecord();
    pages.linesAreFoundAndPaged();
    pages.approvalsTellWhoCouldAndWhoDid();
    pages.theSameSeedDrawsTheSameSample();
    pages.whatPeopleTypedIsShownAsText();
    pages.nonsenseIsRefusedInWords();
  }

  /** Last: schedules follow the new plan while the others look whether anything changes. */
  @Test
  @Order(Integer.MAX_VALUE)
  void thePlanOfAnEditedFileHasTwoVersionsOnTheDesk() throws Exception {
    new DeskPages(bed).anEditedPlanHasTwoVersions();
  }

  private static void judge(List<String> wrong, Route route, String role, Row row, int status) {
    check(wrong, route, role, row, status);
    if (status >= 500 && !route.path().equals("/error")) {
      wrong.add(route + " as " + role + " failed with " + status);
    }
  }

  private static void check(List<String> wrong, Route route, String role, Row row, int status) {
    boolean behindTheDoor =
        row.path().startsWith("/engine-rest") || row.path().startsWith("/camunda");
    boolean refused = status == 401 || (status == 403 && !(behindTheDoor && row.allows(role)));
    if (refused == row.allows(role)) {
      wrong.add(
          route
              + " as "
              + role
              + " answered "
              + status
              + ", the matrix says "
              + (row.allows(role) ? "let in" : "refused"));
    }
  }

  /** Each route of the engine once, or by every way to it. */
  private static List<Route> probed(boolean byEveryWay) {
    return engine.stream()
        .filter(
            route ->
                byEveryWay
                    ? !route.path().startsWith("/engine-rest/engine/{name}/")
                    : !route.path().contains("/engine/{name}/"))
        .toList();
  }

  private static int ask(String user, Route route) {
    return bed.ask(user, route.method(), path(route), bodyFor(route.method(), route), JSON)
        .status();
  }

  private static int send(TestClient session, Route route) {
    return session
        .send(route.method(), path(route), bodyFor(route.method(), route), JSON)
        .statusCode();
  }

  private static TestClient session(String user) {
    TestClient session = new TestClient(URI.create(bed.address()));
    assertThat(session.webappLogin(user, bed.password(user)).statusCode()).isEqualTo(200);
    return session;
  }

  private static String path(Route route) {
    return path(route, "shop");
  }

  /** Where somebody may be let in, nothing must begin: there is no such system. */
  private static String path(Route route, String system) {
    boolean writes = !READING.contains(route.method()) && !"ANY".equals(route.method());
    Map<String, String> values = new HashMap<>();
    values.put("system", system);
    values.put("run", DeskBed.OPEN);
    values.put("point", "20260930T020000Z-4f2a9c");
    values.put("version", "1");
    values.put("name", route.path().startsWith("/models") ? "run-drill" : "default");
    values.put("engine", "default");
    values.put("processEngineName", "default");
    values.put("appName", "tasklist");
    boolean ofRun = route.path().contains("/runs/{id}");
    values.put("id", ofRun ? (writes ? DeskBed.OPEN : DeskBed.DRILL) : "unknown-1");
    String path = RouteTable.filled(route.path(), name -> values.getOrDefault(name, "unknown-1"));
    return path.replace("/**", "/anything");
  }

  private static boolean isForm(Route route) {
    return Set.of("/login", "/runs/{id}/steer", "/runs/{id}/steps", "/approve/{run}")
        .contains(route.path());
  }

  private static String bodyFor(String method, Route route) {
    return Set.of("POST", "PUT", "PATCH").contains(method)
        ? (route.path().startsWith("/api") ? body(new Route("POST", route.path())) : "{}")
        : null;
  }

  /** So little that nothing begins where somebody is let in. */
  private static String body(Route route) {
    if (!"POST".equals(route.method())) {
      return null;
    }
    return switch (route.path()) {
      case "/login" ->
          "username=oncall&password="
              + URLEncoder.encode(bed.password("oncall"), StandardCharsets.UTF_8);
      case "/runs/{id}/steer" -> "act=pause&reason=";
      case "/approve/{run}" ->
          "approval=" + DeskBed.APPROVAL + "&round=1&choice=approve&target=standby";
      case "/runs/{id}/steps" -> "step=x&began=2001-01-01T00:00&ended=&by=x&note=";
      case "/api/v1/runs/{id}/steps" -> "{\"steps\":" + STEPS + "}";
      case "/api/v1/systems/{system}/asserted-incidents" ->
          "{\"scenario\":\"server-failure\",\"detectedAt\":\"2001-01-01T00:00:00Z\",\"steps\":"
              + STEPS
              + "}";
      default -> "{}";
    };
  }
}

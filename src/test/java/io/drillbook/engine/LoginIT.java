package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The three doors: password, token, and the webapps' session. */
class LoginIT {
  private static final String REST = "/engine-rest/process-definition";
  private static final String NEW_PASSWORD = "Correct-Horse-7";

  @TempDir static Path base;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(base);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_wrong_password_is_refused_and_the_challenge_names_both_ways() {
    var answer = server.anonymous().basic("oncall", "wrong").get(REST);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
  }

  @Test
  void a_token_stands_for_its_owner_until_it_is_given_back() {
    String token = tokenOf("oncall");
    TestClient client = server.anonymous().header("Authorization", "Bearer " + token);

    assertThat(client.get("/api/v1/session").body()).contains("\"user\":\"oncall\"");
    assertThat(client.get(REST).statusCode()).isEqualTo(200);
    assertThat(client.post("/api/v1/logout", "{}").statusCode()).isEqualTo(204);
    assertThat(client.get(REST).statusCode()).isEqualTo(401);
  }

  @Test
  void a_token_that_has_expired_is_refused() {
    String token = tokenOf("manager");
    TestClient client = server.anonymous().header("Authorization", "Bearer " + token);
    assertThat(client.get(REST).statusCode()).isEqualTo(200);
    server
        .bean(JdbcClient.class)
        .sql("update drillbook_token set expires_at = timestamp '2020-01-01 00:00:00'")
        .update();

    assertThat(client.get(REST).statusCode()).isEqualTo(401);
  }

  @Test
  void the_database_holds_no_token_that_could_be_used() {
    String token = tokenOf("oncall");

    assertThat(
            server
                .bean(JdbcClient.class)
                .sql("select digest from drillbook_token")
                .query(String.class)
                .list())
        .isNotEmpty()
        .doesNotContain(token)
        .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void a_session_of_the_webapps_reads_without_and_changes_with_its_token_only() {
    TestClient browser = server.anonymous();
    assertThat(browser.webappLogin("admin", server.password("admin")).statusCode()).isEqualTo(200);

    assertThat(browser.get("/api/v1/session").body()).contains("\"csrfToken\":\"" + browser.xsrf());
    assertThat(browser.get(REST).statusCode()).isEqualTo(200);
    String path = "/engine-rest/signal";
    String body = "{\"name\":\"nobody-waits-for-this\"}";
    assertThat(browser.post(path, body).statusCode()).isEqualTo(204);
    assertThat(browser.without("X-XSRF-TOKEN").post(path, body).statusCode()).isEqualTo(403);
    assertThat(browser.header("X-XSRF-TOKEN", "0".repeat(32)).post(path, body).statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .without("X-XSRF-TOKEN")
                .post("/camunda/api/engine/engine/default/signal", body)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_wrong_password_does_not_open_the_webapps() {
    assertThat(server.anonymous().webappLogin("approver", "wrong").statusCode()).isEqualTo(401);
    assertThat(server.anonymous().webappLogin("nobody", "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void a_changed_password_ends_the_old_one_and_every_token() {
    String old = server.password("approver");
    String token = tokenOf("approver");
    TestClient approver = server.as("approver");
    String path = "/api/v1/password";

    assertThat(approver.post(path, change("wrong", NEW_PASSWORD)).statusCode()).isEqualTo(400);
    assertThat(approver.post(path, change(old, "a")).statusCode()).isEqualTo(400);
    assertThat(approver.post(path, change(old, old)).statusCode()).isEqualTo(400);
    assertThat(approver.post(path, change(old, NEW_PASSWORD)).statusCode()).isEqualTo(204);

    assertThat(approver.get(REST).statusCode()).isEqualTo(401);
    assertThat(server.anonymous().header("Authorization", "Bearer " + token).get(REST).statusCode())
        .isEqualTo(401);
    assertThat(server.anonymous().basic("approver", NEW_PASSWORD).get(REST).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_user_that_was_removed_from_a_group_loses_its_rights_at_once() {
    var identity = server.engine().getIdentityService();
    TestClient manager = server.as("manager");
    assertThat(manager.get("/api/v1/session").body()).contains("managers");
    identity.deleteMembership("manager", "managers");
    try {
      assertThat(manager.get("/api/v1/session").body()).doesNotContain("managers");
    } finally {
      identity.createMembership("manager", "managers");
    }
  }

  private static String tokenOf(String user) {
    String body = server.as(user).post("/api/v1/login", "{}").body();
    return body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
  }

  private static String change(String current, String replacement) {
    return "{\"current\":\"%s\",\"replacement\":\"%s\"}".formatted(current, replacement);
  }
}

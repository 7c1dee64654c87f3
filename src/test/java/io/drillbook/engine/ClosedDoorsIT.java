package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each default that the engine leaves open, and that is closed. */
class ClosedDoorsIT {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/process-definition",
        "/engine-rest/user",
        "/engine-rest/engine",
        "/engine-rest/openapi.json",
        "/api/v1/session",
        "/api/openapi.json",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/env",
        "/actuator/health/db",
        "/h2-console",
        "/error",
        "/webjars/camunda/securityFilterRules.json",
        "/no/such/page",
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/engine/engine/default/identity/password-policy",
        "/camunda/api/cockpit/plugin/base/default/process-definition/statistics"
      })
  void nothing_answers_without_a_login(String path) {
    var answer = server.anonymous().get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("camunda", "spring", "Exception");
  }

  @Test
  void the_login_page_opens_without_a_login() {
    var answer = server.anonymous().get("/camunda/app/tasklist/default/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void a_page_that_is_not_there_reveals_nothing_to_who_has_logged_in() {
    var json = server.as("oncall").get("/no/such/page");
    var html = server.as("oncall").header("Accept", "text/html").get("/no/such/page");

    assertThat(json.statusCode()).isEqualTo(404);
    assertThat(html.statusCode()).isEqualTo(404);
    assertThat(json.body() + html.body()).doesNotContainIgnoringCase("tomcat", "spring", "trace");
  }

  @Test
  void only_health_and_metrics_are_shown_of_the_actuator() {
    assertThat(server.as("admin").get("/actuator/prometheus").statusCode()).isEqualTo(200);
    for (String endpoint : new String[] {"env", "beans", "heapdump", "loggers", "shutdown"}) {
      assertThat(server.as("admin").get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create"
      })
  void nobody_makes_a_superuser_by_the_setup_page_even_while_there_is_none(String path) {
    IdentityService identity = server.engine().getIdentityService();
    identity.deleteMembership("admin", "camunda-admin");
    try {
      TestClient browser = server.anonymous();
      browser.get("/camunda/app/welcome/default/");
      browser.header("X-XSRF-TOKEN", browser.xsrf());
      var answer =
          browser.post(
              path,
              """
              {"profile":{"id":"mallory","firstName":"M","lastName":"M","email":""},
               "credentials":{"password":"Long-Enough-1!"}}""");

      assertThat(answer.statusCode()).isBetween(400, 404);
      assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
    } finally {
      identity.createMembership("admin", "camunda-admin");
    }
  }

  @Test
  void a_weak_password_is_refused() {
    var answer =
        server
            .as("admin")
            .post(
                "/engine-rest/user/create",
                """
                {"profile":{"id":"weak","firstName":"W","lastName":"W","email":""},
                 "credentials":{"password":"a"}}""");

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(server.engine().getIdentityService().createUserQuery().userId("weak").count())
        .isZero();
  }

  @Test
  void passwords_are_stored_with_a_slow_hash() {
    var user = server.engine().getIdentityService().createUserQuery().userId("oncall");

    assertThat(user.singleResult().getPassword()).startsWith("{PBKDF2-SHA512}210000:");
  }

  @Test
  void wrong_passwords_do_not_lock_the_right_one_out_of_the_engine() {
    IdentityService identity = server.engine().getIdentityService();
    for (int i = 0; i < 12; i++) {
      assertThat(identity.checkPassword("manager", "wrong")).isFalse();
    }

    assertThat(identity.checkPassword("manager", server.password("manager"))).isTrue();
  }

  @Test
  void an_expression_in_a_stored_query_is_not_run() {
    var answer =
        server
            .as("admin")
            .post(
                "/engine-rest/filter/create",
                """
                {"resourceType":"Task","name":"evil","owner":"admin",
                 "query":{"assigneeExpression":"${'x'.getClass().getName()}"},"properties":{}}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Expressions are forbidden");
  }

  @Test
  void a_variable_may_not_choose_its_class() {
    TestRunbooks.deploy(
        server.engine(), "object-test", TestRunbooks.withTaskFor("object-test", "oncall"));
    String instance =
        server.engine().getRuntimeService().startProcessInstanceByKey("object-test").getId();

    var answer =
        server
            .as("admin")
            .multipart(
                "/engine-rest/process-instance/" + instance + "/variables/file/data",
                "data",
                "application/json",
                "\"/etc/passwd\"",
                "type",
                "text/plain",
                "java.io.File");

    assertThat(answer.statusCode()).isBetween(400, 500);
    assertThat(answer.body()).contains("not whitelisted");
  }

  @Test
  void an_error_that_nobody_catches_does_not_end_the_run_as_completed() {
    TestRunbooks.deploy(
        server.engine(), "uncaught-test", TestRunbooks.withUncaughtError("uncaught-test"));

    assertThatThrownBy(
            () -> server.engine().getRuntimeService().startProcessInstanceByKey("uncaught-test"))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("CAPTURE_FAILED");
    assertThat(
            server
                .engine()
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("uncaught-test")
                .completed()
                .count())
        .isZero();
  }

  @Test
  void history_is_kept_for_a_hundred_years_and_never_cleaned_up() {
    assertThat(server.engine().getProcessEngineConfiguration())
        .isInstanceOfSatisfying(
            ProcessEngineConfigurationImpl.class,
            configuration -> assertThat(configuration.getHistoryTimeToLive()).isEqualTo("P36500D"));
    assertThatThrownBy(() -> server.engine().getHistoryService().cleanUpHistoryAsync(true))
        .hasMessageContaining("History cleanup is disabled");
  }
}

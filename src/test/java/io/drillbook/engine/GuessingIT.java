package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logins that are guessed at, at each of the three doors; each test guesses from its own address.
 */
class GuessingIT {
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
  void an_address_that_guesses_an_account_has_to_wait_and_others_get_in() {
    FromAddress guesser = new FromAddress(server.port(), "127.0.1.1");
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.session("oncall", "wrong")).startsWith("HTTP/1.1 401");
    }

    assertThat(guesser.session("oncall", "wrong"))
        .startsWith("HTTP/1.1 429")
        .containsPattern("Retry-After: [1-9]");
    FromAddress person = new FromAddress(server.port(), "127.0.1.2");
    assertThat(person.session("oncall", server.password("oncall"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void an_address_that_tries_many_accounts_has_to_wait() {
    FromAddress guesser = new FromAddress(server.port(), "127.0.2.1");
    for (int i = 0; i < 30; i++) {
      assertThat(guesser.session("user" + i, "wrong")).startsWith("HTTP/1.1 401");
    }

    assertThat(guesser.session("somebody", "wrong")).startsWith("HTTP/1.1 429");
  }

  @Test
  void an_account_that_is_guessed_at_from_many_addresses_lets_its_owner_in() {
    for (int i = 1; i <= 20; i++) {
      new FromAddress(server.port(), "127.0.3." + i).session("manager", "wrong");
    }
    FromAddress late = new FromAddress(server.port(), "127.0.3.100");

    assertThat(late.session("manager", "wrong")).startsWith("HTTP/1.1 401");
    assertThat(late.session("manager", "wrong")).startsWith("HTTP/1.1 429");
    assertThat(
            new FromAddress(server.port(), "127.0.3.101")
                .session("manager", server.password("manager")))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void guesses_sent_all_at_once_are_not_free() {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> new FromAddress(server.port(), "127.0.4.1").session("auditor", "wrong")));
    }

    assertThat(answers.stream().map(CompletableFuture::join))
        .filteredOn(answer -> answer.startsWith("HTTP/1.1 401"))
        .hasSize(5);
  }

  @Test
  void guessed_tokens_have_to_wait_too() {
    FromAddress guesser = new FromAddress(server.port(), "127.0.5.1");
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.token("guess" + i)).startsWith("HTTP/1.1 401");
    }

    assertThat(guesser.token("guess")).startsWith("HTTP/1.1 429");
  }

  @Test
  void guesses_at_the_webapps_login_have_to_wait_too() {
    TestClient browser = server.anonymous();
    for (int i = 0; i < 5; i++) {
      assertThat(browser.webappLogin("approver", "wrong").statusCode()).isEqualTo(401);
    }

    assertThat(browser.webappLogin("approver", server.password("approver")).statusCode())
        .isEqualTo(429);
    assertThat(
            new FromAddress(server.port(), "127.0.6.1")
                .session("approver", server.password("approver")))
        .startsWith("HTTP/1.1 200");
  }
}

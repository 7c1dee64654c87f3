package io.drillbook.driver.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.GitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract with git's own server behind TLS and a login. */
@Tag("long")
class GitHttpsSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static GitServer server;
  private static int targets;

  @BeforeAll
  static void serve() throws IOException {
    bed = Files.createTempDirectory("drillbook-git-https-it").toRealPath();
    Repositories.zoo(bed.resolve("shop"));
    Repositories.bash("cd \"$1\"; git clone -q --mirror shop shop.git", bed);
    server = GitServer.of(bed);
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new GitSourceDriver(reference -> Secret.of(reference.name()), Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return at("localhost", "/shop.git", Map.of());
  }

  private static Settings at(String host, String path, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", server.address(host) + path);
    settings.put("username", GitServer.USER);
    settings.put("password", new SecretReference("test", GitServer.PASSWORD));
    settings.put("ca-file", server.caFile().toString());
    settings.putAll(more);
    return new Settings(settings);
  }

  @Override
  protected Settings newTarget() {
    return Repositories.settings(bed.resolve("target" + ++targets + ".git"));
  }

  @Override
  protected String digest(Settings place) {
    return Repositories.digest(path(place));
  }

  @Override
  protected void occupy(Settings target) {
    try {
      Files.writeString(Files.createDirectories(path(target)).resolve("theirs"), "precious");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected boolean isGone(Settings target) {
    return !Files.exists(path(target));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "password", new SecretReference("test", "rotated"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return place.text("url").startsWith("https")
        ? with(place, "url", "https://localhost:1/shop.git")
        : Repositories.settings(bed.resolve("not-mounted").resolve("shop.git"));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return at("127.0.0.1", "/shop/", Map.of());
  }

  @Test
  void aServerThatIsNotTrustedIsNotTalkedTo() {
    Map<String, Object> settings = new HashMap<>(source().values());
    settings.remove("ca-file");
    Fault fault = fault(() -> driver().probe(new Settings(settings)));
    assertThat(fault.code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    assertThat(fault.hint()).contains("ca-file");
  }

  @Test
  void aRepositoryThatIsNotThereIsNamed() {
    Fault fault = fault(() -> driver().probe(at("localhost", "/shpo.git", Map.of())));
    assertThat(fault.code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    assertThat(fault.getMessage()).contains("/shpo.git").doesNotContain(GitServer.PASSWORD);
  }

  @Test
  void anotherRepositoryOnAServerIsNoTargetEither() {
    Settings other = at("localhost", "/other.git", Map.of());
    Fault fault = fault(() -> driver().checkTarget(other, source(), newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    for (String login : List.of("backup:hunter2", "hunter2")) {
      Settings literal = with(source(), "url", "https://" + login + "@localhost/shop.git");
      Fault fault = fault(() -> driver().probe(literal));
      assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
      assertThat(fault.getMessage() + fault.hint()).doesNotContain("hunter2");
    }
  }

  @Test
  void theTokenIsForTheHostOfThePlanAlone() {
    GitSettings settings = GitSettings.of(source());
    try (Workspace space = Workspace.of(settings, reference -> Secret.of(reference.name()))) {
      String host = settings.address().url().replaceAll("^https://|/.*$", "");
      assertThat(answer(space, "Username for 'https://" + host + "': ")).isEqualTo(GitServer.USER);
      assertThat(answer(space, "Password for 'https://backup@" + host + "': "))
          .isEqualTo(GitServer.PASSWORD);
      for (String other : new String[] {"evil.example", host + ".evil.example", host + "1"}) {
        assertThat(answer(space, "Password for 'https://backup@" + other + "': ")).isEmpty();
      }
    }
  }

  private static String answer(Workspace space, String question) {
    Map<String, String> environment = space.environment();
    return new Command(
            List.of(environment.get("GIT_ASKPASS"), question),
            environment,
            space.folder(),
            Duration.ofMinutes(1))
        .run(new Cancellation())
        .output();
  }

  private static Path path(Settings place) {
    String url = place.text("url");
    return url.startsWith("https") ? bed.resolve("shop.git") : Path.of(url);
  }
}

package io.drillbook.driver.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository behind a real OpenSSH server. */
class GitSshIT {
  private static Sshd server;
  private final GitSourceDriver driver =
      new GitSourceDriver(reference -> Secret.of(reference.name()), Clock.systemUTC());
  @TempDir Path bed;
  private Path source;

  @BeforeAll
  static void serve() {
    server = Sshd.start();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @BeforeEach
  void makeSource() {
    source = bed.resolve("source");
    Repositories.zoo(source);
  }

  @Test
  void itComesBackEqual() {
    MemoryMembers members = new MemoryMembers("code");
    Settings settings = settings(Map.of());
    SourceCapture capture = driver.capture("code", settings, members, TestStep.of("backup", 1));
    Path target = bed.resolve("target.git");
    driver.restore(
        capture,
        members.members(),
        members,
        Repositories.settings(target),
        settings,
        TestStep.of("restore", 1));
    assertThat(Repositories.digest(target)).isEqualTo(Repositories.digest(source));
    assertThat(driver.probe(settings).empty()).isFalse();
  }

  @Test
  void anotherKeyIsRefused() {
    assertRefused(Map.of("identity-file", server.stranger().toString()));
  }

  @Test
  void aServerWithAnotherKeyIsNotTalkedTo() throws IOException {
    Path wrong = server.knownHosts(false, server.port());
    Fault fault = assertRefused(Map.of("known-hosts", wrong.toString()));
    assertThat(fault.hint()).contains("known-hosts");
  }

  @Test
  void withoutTheServersKeyThePlanIsRefused() {
    Map<String, Object> settings = new HashMap<>(settings(Map.of()).values());
    settings.remove("known-hosts");
    Fault fault = catchThrowableOfType(Fault.class, () -> driver.probe(new Settings(settings)));
    assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
  }

  private Fault assertRefused(Map<String, Object> more) {
    Fault fault = catchThrowableOfType(Fault.class, () -> driver.probe(settings(more)));
    assertThat(fault).isNotNull();
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo(FaultCode.CREDENTIALS_REFUSED);
    return fault;
  }

  private Settings settings(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "ssh://" + server.user() + "@127.0.0.1:" + server.port() + source);
    settings.put("identity-file", server.identity().toString());
    settings.put("known-hosts", server.knownHosts().toString());
    settings.putAll(more);
    return new Settings(settings);
  }
}

package io.drillbook.driver.cutover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.CutoverDriverContract;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.NginxServer;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands move the traffic of a real nginx by a reload. */
class CommandCutoverIT extends CutoverDriverContract {
  private NginxServer nginx;
  private CutoverDriver driver;

  @BeforeEach
  void start() throws IOException {
    nginx = NginxServer.start();
    driver = new CommandCutoverDriver(reference -> Secret.of("s3cret"), nginx.folder());
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  @Override
  protected CutoverDriver driver() {
    return driver;
  }

  @Override
  protected Settings settings() {
    return with();
  }

  @Override
  protected Settings unreachable() {
    return with("switch-over", List.of("./no-such-program"));
  }

  @Override
  protected String whoAnswers() {
    try {
      String body =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(nginx.address())).build(),
                  BodyHandlers.ofString())
              .body();
      return body.equals("production") ? "before" : body.equals("standby") ? "after" : "none";
    } catch (IOException e) {
      return "none";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "none";
    }
  }

  @Override
  protected void breakNewPlace() {
    nginx.standby().stop();
  }

  @Test
  void aCommandThatClaimsSuccessAndDoesNothingIsNotBelieved() {
    Settings idle = with("switch-over", List.of("true"), "confirm-within", "1s");
    assertFault(() -> driver.switchOver(idle, TestStep.first()), FaultCode.CUTOVER_UNKNOWN);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aCommandThatFailsAfterItTookEffectCountsByItsEffect() {
    Settings late =
        with(
            "switch-over",
            List.of("sh", "-c", "./switch.sh " + nginx.standby().port() + "; sleep 2; exit 3"));
    assertThat(driver.switchOver(late, TestStep.first()).place()).isEqualTo(Place.AFTER);
  }

  @Test
  void whereInspectCannotTellNothingIsTried() throws IOException {
    Settings blind = with("inspect", List.of("sh", "-c", "exit 2"));
    assertFault(() -> driver.switchOver(blind, TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThat(Files.exists(nginx.folder().resolve("keys"))).isFalse();
  }

  @Test
  void withoutAWayBackThereIsAHint() {
    driver.switchOver(settings(), TestStep.first());
    assertFault(
        () -> driver.switchBack(with("switch-back", null), TestStep.first()),
        FaultCode.CUTOVER_FAILED);
    assertThat(whoAnswers()).isEqualTo("after");
  }

  @Test
  void theCommandIsGivenTheKeyOfItsEffect() throws IOException {
    driver.switchOver(settings(), new Keyed("run-1/switch/1"));
    assertThat(Files.readString(nginx.folder().resolve("keys"))).isEqualTo("run-1/switch/1\n");
  }

  @Test
  void aSecretThatTheCommandPrintsIsCovered() {
    Settings chatty = with("switch-over", List.of("sh", "-c", "echo $TOKEN; exit 3"));
    assertThatThrownBy(() -> driver.switchOver(chatty, TestStep.first()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("******")
        .hasMessageNotContaining("s3cret");
  }

  private Settings with(Object... changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("switch-over", List.of("./switch.sh", "" + nginx.standby().port()));
    values.put("switch-back", List.of("./switch.sh", "" + nginx.production().port()));
    values.put("inspect", List.of("./inspect.sh"));
    values.put("environment", List.of("TOKEN=${TOKEN}"));
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        values.remove(changes[i]);
      } else {
        values.put((String) changes[i], changes[i + 1]);
      }
    }
    return new Settings(values);
  }

  private record Keyed(String key) implements StepContext {
    @Override
    public String runId() {
      return "run-1";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {
      // Nobody looks.
    }

    @Override
    public Cancellation cancellation() {
      return new Cancellation();
    }

    @Override
    public Optional<String> effectKey() {
      return Optional.of(key);
    }
  }
}

package io.drillbook.driver.cutover.haproxy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.haproxy.BackendView;
import io.drillbook.spi.haproxy.RuntimeApi;
import io.drillbook.spi.haproxy.ServerState;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Moves traffic from one server to the other. First the new server's health is proven while it is
 * drained; a server that leaves maintenance counts as UP in HAProxy until its first check fails, so
 * its health is set to down before and only real checks raise it again. Then both change in one
 * line, the old one first: never do both take traffic, or rows would be written on both sides.
 */
final class Move {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final String HINT_HEALTH =
      "Look at the new server and at its 'check' in HAProxy's configuration; traffic still goes"
          + " where it went.";

  private final HaproxySettings settings;
  private final RuntimeApi api;
  private final BackendView view;
  private final TrafficProbe probe;
  private final Cancellation cancellation;
  private boolean touched;

  Move(HaproxySettings settings, RuntimeApi api, TrafficProbe probe, StepContext context) {
    this.settings = settings;
    this.api = api;
    this.view = new BackendView(api, settings.backend());
    this.probe = probe;
    this.cancellation = context.cancellation();
  }

  /** Whether anything in HAProxy may have been changed so far. */
  boolean touched() {
    return touched;
  }

  /** Moves and confirms; gives what was seen. */
  String run() throws IOException {
    try {
      ServerState to = view.look(settings.to());
      ServerState from = view.look(settings.from());
      if (!to.takesTraffic()) {
        proveHealth(to);
        cancellation.check();
        hand(from, to, "set server %s state drain; set server %s state ready");
      } else {
        requireServing(to);
        if (from.takesTraffic()) {
          hand(from, to, "set server %s state drain");
        }
      }
      if (from.order() != ServerState.Order.MAINT) {
        emptyOld(from);
      }
      return confirm();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void proveHealth(ServerState to) throws IOException {
    change("set server %s state drain; set server %1$s health down", to);
    boolean healthy = false;
    try {
      healthy = until(settings.healthWithin(), () -> view.look(to.name()).isHealthyInDrain());
    } finally {
      if (!healthy) {
        change("set server %s state " + to.orderWord(), to);
      }
    }
    if (!healthy) {
      throw failed("is not found healthy by HAProxy within " + settings.healthWithin());
    }
  }

  private void requireServing(ServerState to) {
    if (!to.serves()) {
      throw failed("takes traffic already, but " + to.inWords());
    }
  }

  private void hand(ServerState from, ServerState to, String orders) throws IOException {
    change(orders, from, to);
    if (!until(settings.healthWithin(), () -> view.look(to.name()).serves())) {
      String home = to.takesTraffic() ? "drain" : to.orderWord();
      change("set server %s state " + home + "; set server %s state ready", to, from);
      throw failed("fell ill while traffic was moved");
    }
  }

  private void emptyOld(ServerState from) throws IOException {
    until(settings.drainFor(), () -> view.look(from.name()).sessions() == 0);
    // A kept-alive session would go on writing to the old place, unseen.
    change("set server %s state maint; shutdown sessions server %1$s", from);
  }

  private String confirm() throws IOException {
    ServerState to = view.look(settings.to());
    ServerState from = view.look(settings.from());
    String seen = to.inWords() + "; " + from.inWords();
    if (!to.serves() || from.takesTraffic()) {
      throw HaproxyFaults.unknown(settings, seen, null);
    }
    String[] last = {""};
    boolean answered =
        until(
            settings.confirmWithin(),
            () -> {
              TrafficProbe.Answer answer = probe.ask();
              last[0] = answer.detail();
              return answer.agreesWith(settings.to());
            });
    if (!answered) {
      throw HaproxyFaults.unknown(settings, seen + "; probe: " + last[0], null);
    }
    return seen + "; probe: " + last[0];
  }

  private void change(String pattern, ServerState... servers) throws IOException {
    touched = true;
    Object[] names = new Object[servers.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = settings.backend() + "/" + servers[i].name();
    }
    String answer = api.ask(String.format(Locale.ROOT, pattern, names));
    if (!answer.isBlank()) {
      throw new IOException("HAProxy answered: " + answer.lines().findFirst().orElse(""));
    }
  }

  private boolean until(Duration limit, Question question) {
    return Patience.until(
        limit,
        EVERY,
        cancellation,
        () -> {
          try {
            return question.ask();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Fault failed(String why) {
    return new Fault(
        FaultCode.CUTOVER_FAILED,
        "unable to move traffic: '" + settings.to() + "' " + why,
        HINT_HEALTH);
  }

  private interface Question {
    boolean ask() throws IOException;
  }
}

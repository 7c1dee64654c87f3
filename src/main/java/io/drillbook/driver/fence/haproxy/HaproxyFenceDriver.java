package io.drillbook.driver.fence.haproxy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceSettings;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.haproxy.BackendView;
import io.drillbook.spi.haproxy.RuntimeApi;
import io.drillbook.spi.haproxy.ServerState;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts one server off behind HAProxy: no new sessions, and those that are open are ended. It holds
 * for whoever comes through this HAProxy, and until HAProxy is started anew.
 */
public final class HaproxyFenceDriver implements FenceDriver {
  private static final Duration EVERY = Duration.ofMillis(100);

  // A ';' or a line break in a name would smuggle a second command into the runtime API.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private static final List<Setting> OWN =
      List.of(
          Setting.required(
              "socket",
              Setting.Type.TEXT,
              "Runtime API with level admin: path of the socket, or host:port."),
          Setting.required("backend", Setting.Type.TEXT, "Backend that holds the server."),
          Setting.required("server", Setting.Type.TEXT, "Server to cut off."),
          Setting.optional(
              "drain-for",
              Setting.Type.DURATION,
              "How long sessions may go on before they are ended; default 5s."));

  @Override
  public String kind() {
    return "haproxy";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(OWN);
    all.addAll(FenceSettings.COMMON);
    return List.copyOf(all);
  }

  @Override
  public FenceState inspect(Settings settings) {
    try {
      return stateOf(look(settings));
    } catch (IOException e) {
      return new FenceState(Hold.UNKNOWN, where(settings) + ": " + e.getMessage());
    }
  }

  @Override
  public FenceState fence(Settings settings, List<Settings> spared, StepContext context) {
    context.cancellation().check();
    try {
      FenceState before = stateOf(look(settings));
      if (before.hold() == Hold.FENCED) {
        return before;
      }
      order(settings, "set server %s state drain");
      Duration limit = Durations.of(settings, "drain-for", Duration.ofSeconds(5));
      Patience.until(limit, EVERY, context.cancellation(), () -> isQuiet(settings));
      order(settings, "set server %s state maint; shutdown sessions server %1$s");
      boolean fenced =
          Patience.until(
              Duration.ofSeconds(5),
              EVERY,
              context.cancellation(),
              () -> inspect(settings).hold() == Hold.FENCED);
      if (!fenced) {
        throw failed("cut off", settings, inspect(settings).detail(), null);
      }
      return inspect(settings);
    } catch (IOException e) {
      throw failed("cut off", settings, e.getMessage(), e);
    }
  }

  @Override
  public FenceState lift(Settings settings, StepContext context) {
    context.cancellation().check();
    try {
      if (!look(settings).takesTraffic()) {
        order(settings, "set server %s state ready");
      }
      ServerState after = look(settings);
      if (!after.takesTraffic()) {
        throw failed("let in again", settings, after.inWords(), null);
      }
      return stateOf(after);
    } catch (IOException e) {
      throw failed("let in again", settings, e.getMessage(), e);
    }
  }

  private boolean isQuiet(Settings settings) {
    try {
      return look(settings).sessions() == 0;
    } catch (IOException e) {
      // The next order says what is wrong with it.
      return true;
    }
  }

  private static FenceState stateOf(ServerState state) {
    boolean cut = state.order() == ServerState.Order.MAINT && state.sessions() == 0;
    return new FenceState(cut ? Hold.FENCED : Hold.OPEN, state.inWords());
  }

  private static ServerState look(Settings settings) throws IOException {
    return new BackendView(api(settings), name(settings, "backend")).look(name(settings, "server"));
  }

  private static void order(Settings settings, String pattern) throws IOException {
    String answer = api(settings).ask(pattern.formatted(where(settings)));
    if (!answer.isBlank()) {
      throw new IOException("HAProxy answered: " + answer.lines().findFirst().orElse(""));
    }
  }

  private static RuntimeApi api(Settings settings) {
    return new RuntimeApi(settings.text("socket"));
  }

  private static String where(Settings settings) {
    return name(settings, "backend") + "/" + name(settings, "server");
  }

  private static String name(Settings settings, String key) {
    String value = settings.text(key);
    if (!NAME.matcher(value).matches()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the setting '" + key + "' of the fence: '" + value + "'",
          "HAProxy names hold letters, digits, '_', '-', '.' and ':' only.");
    }
    return value;
  }

  private static Fault failed(String what, Settings settings, String seen, Exception cause) {
    return new Fault(
        FaultCode.FENCE_FAILED,
        "unable to have HAProxy " + what + " the server: '" + where(settings) + "': " + seen,
        "Check that HAProxy runs, that its socket has 'level admin', and the names.",
        cause);
  }
}

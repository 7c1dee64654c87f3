package io.drillbook.driver.cutover.haproxy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.haproxy.BackendView;
import io.drillbook.spi.haproxy.RuntimeApi;
import io.drillbook.spi.haproxy.ServerState;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves traffic between two servers of a HAProxy backend by its runtime API; confirmed by asking
 * HAProxy and by going through it. The change lives in the running HAProxy only: a restart of it
 * returns to its configuration file.
 */
public final class HaproxyCutoverDriver implements CutoverDriver {
  private static final int PROBES = 5;

  @Override
  public String kind() {
    return "haproxy";
  }

  @Override
  public List<Setting> settings() {
    return HaproxySettings.ALL;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    HaproxySettings read = HaproxySettings.of(settings);
    try {
      return askHaproxy(read);
    } catch (IOException e) {
      return goThrough(read, e);
    }
  }

  @Override
  public void checkReach(Settings settings) {
    HaproxySettings read = HaproxySettings.of(settings);
    try {
      askHaproxy(read);
    } catch (IOException e) {
      throw HaproxyFaults.unchanged(read, e);
    }
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    HaproxySettings read = HaproxySettings.of(settings);
    return new CutoverState(Place.AFTER, move(read, context));
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    HaproxySettings read = HaproxySettings.of(settings);
    return new CutoverState(Place.BEFORE, move(read.reversed(), context));
  }

  private String move(HaproxySettings settings, StepContext context) {
    Move move = newMove(settings, context);
    try {
      return move.run();
    } catch (IOException e) {
      return settle(settings, move, e, context);
    } catch (Fault e) {
      throw e.code() == FaultCode.CANCELLED && move.touched() ? cancelled(settings, e) : e;
    }
  }

  private static Move newMove(HaproxySettings settings, StepContext context) {
    return new Move(
        settings, new RuntimeApi(settings.socket()), new TrafficProbe(settings), context);
  }

  /** The runtime API was lost on the way: reality decides, not what was intended. */
  private String settle(
      HaproxySettings settings, Move move, IOException lost, StepContext context) {
    CutoverState seen = stateOf(settings);
    if (!move.touched() || seen.place() == Place.BEFORE) {
      throw HaproxyFaults.unchanged(settings, lost);
    }
    if (seen.place() == Place.UNKNOWN) {
      throw HaproxyFaults.unknown(settings, seen.detail(), lost);
    }
    try {
      return newMove(settings, context).run();
    } catch (IOException e) {
      return "the runtime API was lost (" + lost.getMessage() + "), but " + seen.detail();
    }
  }

  private Fault cancelled(HaproxySettings settings, Fault cancelled) {
    CutoverState seen = stateOf(settings);
    return seen.place() == Place.BEFORE
        ? cancelled
        : HaproxyFaults.unknown(settings, "cancelled half-way; " + seen.detail(), cancelled);
  }

  private CutoverState stateOf(HaproxySettings settings) {
    try {
      return askHaproxy(settings);
    } catch (IOException e) {
      return goThrough(settings, e);
    }
  }

  private CutoverState askHaproxy(HaproxySettings settings) throws IOException {
    BackendView view = new BackendView(new RuntimeApi(settings.socket()), settings.backend());
    ServerState from = view.look(settings.from());
    ServerState to = view.look(settings.to());
    String detail = from.inWords() + "; " + to.inWords();
    if (from.takesTraffic() == to.takesTraffic()) {
      return new CutoverState(
          Place.UNKNOWN, (to.takesTraffic() ? "both" : "none") + " may take traffic: " + detail);
    }
    return new CutoverState(to.takesTraffic() ? Place.AFTER : Place.BEFORE, detail);
  }

  /** Without the runtime API only marked answers tell, and only if all of them agree. */
  private CutoverState goThrough(HaproxySettings settings, IOException lost) {
    TrafficProbe probe = new TrafficProbe(settings);
    Set<String> servers = new HashSet<>();
    String detail = "the runtime API did not answer (" + lost.getMessage() + ")";
    for (int i = 0; i < PROBES && probe.tellsServer(); i++) {
      TrafficProbe.Answer answer = probe.ask();
      servers.add(answer.answered() ? answer.server().orElse("?") : "?");
      detail += i == 0 ? "; probe: " + answer.detail() : "";
    }
    Place place = Place.UNKNOWN;
    if (servers.equals(Set.of(settings.to()))) {
      place = Place.AFTER;
    } else if (servers.equals(Set.of(settings.from()))) {
      place = Place.BEFORE;
    }
    return new CutoverState(place, detail);
  }
}

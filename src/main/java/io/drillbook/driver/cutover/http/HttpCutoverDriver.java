package io.drillbook.driver.cutover.http;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.References;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.web.PlaceProbe;
import io.drillbook.spi.web.WebCall;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Moves traffic by a call of a web address: a load balancer's or a cloud's own interface. A status
 * page tells before and afterwards where traffic goes; the call's answer alone is not believed.
 */
public final class HttpCutoverDriver implements CutoverDriver {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Secrets secrets;

  /** A driver whose headers and bodies may hold secrets from here. */
  public HttpCutoverDriver(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<Setting> settings() {
    return HttpSettings.ALL;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return HttpSettings.page(settings).look(new Cancellation());
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    return move(HttpSettings.there(settings), settings, Place.AFTER, context);
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    return move(HttpSettings.back(settings), settings, Place.BEFORE, context);
  }

  private CutoverState move(
      HttpSettings call, Settings settings, Place wanted, StepContext context) {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    CutoverState now = HttpSettings.page(settings).look(cancellation);
    if (now.place() == wanted) {
      return now;
    }
    if (now.place() == Place.UNKNOWN) {
      throw failed(call, now.detail(), "The status page must tell where traffic goes now.");
    }
    String trouble = call.probe().map(it -> PlaceProbe.trouble(it, cancellation)).orElse("");
    if (!trouble.isEmpty()) {
      throw failed(call, "nobody is well at " + call.probe().orElseThrow() + ": " + trouble, "");
    }
    String said = send(call, settings, wanted, cancellation);
    CutoverState seen = await(settings, call, wanted, cancellation);
    if (seen.place() != wanted) {
      throw unknown(call, said + "; then " + seen.detail());
    }
    return new CutoverState(wanted, said + "; " + seen.detail());
  }

  /** What the call answered, where it may have taken effect. */
  private String send(HttpSettings call, Settings settings, Place wanted, Cancellation cancel) {
    References references = new References(secrets);
    WebCall filled = call.filled(references);
    String sent = call.method() + " " + call.url();
    try {
      WebCall.Answer answer = filled.send(cancel);
      if (call.isExpected(answer.status())) {
        return sent + " answered " + answer.status();
      }
      String said = sent + " answered " + answer.status() + " " + start(answer.body());
      CutoverState now = HttpSettings.page(settings).look(cancel);
      if (now.place() != Place.UNKNOWN && now.place() != wanted) {
        throw failed(call, references.mask().apply(said), "");
      }
      return references.mask().apply(said);
    } catch (ConnectException e) {
      throw failed(call, "nobody listens there", "");
    } catch (IOException e) {
      return sent + " brought no answer (" + references.mask().apply(e.toString()) + ")";
    }
  }

  private static CutoverState await(
      Settings settings, HttpSettings call, Place wanted, Cancellation cancellation) {
    AtomicReference<CutoverState> seen = new AtomicReference<>();
    Patience.until(
        call.confirmWithin(),
        EVERY,
        cancellation,
        () -> {
          seen.set(HttpSettings.page(settings).look(cancellation));
          return seen.get().place() == wanted;
        });
    return seen.get();
  }

  private static String start(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + " …";
  }

  private static Fault failed(HttpSettings call, String why, String hint) {
    return new Fault(
        FaultCode.CUTOVER_FAILED,
        "unable to move traffic by the call: '" + call.url() + "' (" + why + ")",
        "Nothing was changed. " + (hint.isEmpty() ? "Look at what answers there." : hint));
  }

  private static Fault unknown(HttpSettings call, String seen) {
    return new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to tell where traffic goes after the call: '" + call.url() + "'",
        "Seen: " + seen + ". Look at the status page and decide by hand.");
  }
}

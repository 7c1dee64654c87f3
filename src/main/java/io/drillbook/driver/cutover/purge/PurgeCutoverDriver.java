package io.drillbook.driver.cutover.purge;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
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
import io.drillbook.spi.web.StatusPage;
import io.drillbook.spi.web.WebCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Discards what a CDN or a cache keeps of the old place, by HTTP PURGE or BAN. Doing it twice harms
 * nobody; switching back discards what was kept of the new place.
 */
public final class PurgeCutoverDriver implements CutoverDriver {
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final List<Setting> ALL =
      List.of(
          Setting.required(
              "urls", Setting.Type.LIST, "Addresses at the cache to send the request to."),
          Setting.optional("method", Setting.Type.TEXT, "PURGE, BAN or another; default PURGE."),
          Setting.optional(
              "headers",
              Setting.Type.LIST,
              "Entries 'Name: value', such as the key; a secret as ${NAME} or ${file:/path}."),
          Setting.optional("expect", Setting.Type.NUMBER, "The good status; default 200."),
          Setting.optional(
              "check-url", Setting.Type.TEXT, "Page through the cache that proves it."),
          Setting.optional(
              "before", Setting.Type.TEXT, "Text on it that only the old place shows."),
          Setting.optional("after", Setting.Type.TEXT, "Text on it that only the new place shows."),
          Setting.optional(
              "probe",
              Setting.Type.TEXT,
              "http(s):// or tcp://host:port behind the cache that must answer beforehand: without"
                  + " it a purged cache has nothing to show."),
          Setting.optional(
              "timeout", Setting.Type.DURATION, "How long one call may take; default 10s."),
          Setting.optional(
              "confirm-within", Setting.Type.DURATION, "How long the page may take; default 30s."));

  private final Secrets secrets;

  /** A driver whose headers may hold secrets from here. */
  public PurgeCutoverDriver(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return "purge";
  }

  @Override
  public List<Setting> settings() {
    return ALL;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return page(settings)
        .map(it -> it.look(new Cancellation()))
        .orElse(
            new CutoverState(
                Place.UNKNOWN, "what the cache keeps cannot be asked: no 'check-url' is set"));
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    return purge(settings, Place.AFTER, context.cancellation());
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    return purge(settings, Place.BEFORE, context.cancellation());
  }

  private CutoverState purge(Settings settings, Place wanted, Cancellation cancellation) {
    cancellation.check();
    if (wanted == Place.AFTER) {
      requireOrigin(settings, cancellation);
    }
    List<String> done = new ArrayList<>();
    for (String url : settings.list("urls")) {
      done.add(send(settings, url, done, cancellation));
    }
    String said = String.join(", ", done);
    return page(settings)
        .map(page -> confirm(settings, page, wanted, said, cancellation))
        .orElse(new CutoverState(wanted, said));
  }

  private static void requireOrigin(Settings settings, Cancellation cancellation) {
    Optional<String> probe = settings.optionalText("probe");
    String trouble = probe.map(it -> PlaceProbe.trouble(it, cancellation)).orElse("");
    if (!trouble.isEmpty()) {
      throw fault(
          FaultCode.CUTOVER_FAILED,
          probe.orElseThrow() + " is not well: " + trouble,
          "Nothing was discarded: the cache still shows what it keeps.");
    }
  }

  private String send(Settings settings, String url, List<String> done, Cancellation cancellation) {
    References references = new References(secrets);
    String method = settings.optionalText("method").orElse("PURGE");
    WebCall call =
        new WebCall(
            method,
            URI.create(url),
            references.pairs("headers", settings.list("headers"), ':'),
            Optional.empty(),
            limit(settings));
    String why;
    try {
      int status = call.send(cancellation).status();
      if (status == settings.number("expect", 200)) {
        return method + " " + url + " answered " + status;
      }
      why = "answered " + status;
    } catch (IOException e) {
      why = "brought no answer: " + references.mask().apply(e.toString());
    }
    // A purge that is repeated harms nobody: what cannot be told is no reason to stop for good.
    throw fault(
        done.isEmpty() ? FaultCode.CUTOVER_FAILED : FaultCode.CUTOVER_UNKNOWN,
        method + " " + url + " " + why,
        "Check the cache's key and that it takes the method from this machine. "
            + (done.isEmpty() ? "Nothing was discarded." : "Discarded before: " + done + "."));
  }

  private static CutoverState confirm(
      Settings settings, StatusPage page, Place wanted, String said, Cancellation cancellation) {
    AtomicReference<CutoverState> seen = new AtomicReference<>();
    boolean shown =
        Patience.until(
            Durations.of(settings, "confirm-within", Duration.ofSeconds(30)),
            EVERY,
            cancellation,
            () -> {
              seen.set(page.look(cancellation));
              return seen.get().place() == wanted;
            });
    if (!shown) {
      throw fault(
          FaultCode.CUTOVER_UNKNOWN,
          said + "; then " + seen.get().detail(),
          "The cache took the request, but the page is not the one expected. Look at it through the"
              + " cache and behind it.");
    }
    return new CutoverState(wanted, said + "; " + seen.get().detail());
  }

  private static Optional<StatusPage> page(Settings settings) {
    return settings
        .optionalText("check-url")
        .map(
            url ->
                new StatusPage(
                    URI.create(url),
                    settings.text("before"),
                    settings.text("after"),
                    limit(settings)));
  }

  private static Duration limit(Settings settings) {
    return Durations.of(settings, "timeout", Duration.ofSeconds(10));
  }

  private static Fault fault(FaultCode code, String why, String hint) {
    return new Fault(code, "unable to discard what the cache keeps: '" + why + "'", hint);
  }
}

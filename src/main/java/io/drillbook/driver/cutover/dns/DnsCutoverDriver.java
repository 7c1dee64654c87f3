package io.drillbook.driver.cutover.dns;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.dns.DnsServer.Holding;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.web.PlaceProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.TSIG;

/**
 * Moves traffic by a DNS record. What is believed is not the server's yes but what all
 * authoritative servers, and resolvers as users have them, answer afterwards.
 */
public final class DnsCutoverDriver implements CutoverDriver {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final String HINT_LATE =
      "The update was taken, but the old answer is still given: a secondary that is not notified,"
          + " or a cache. Ask with 'dig' and decide by hand before anything is tried again.";

  private final Secrets secrets;

  /**
   * A driver.
   *
   * @param secrets where TSIG keys are found
   */
  public DnsCutoverDriver(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return "dns";
  }

  @Override
  public List<Setting> settings() {
    return DnsSettings.ALL;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return new Answers(DnsSettings.of(settings)).inspect();
  }

  @Override
  public void checkReach(Settings settings) {
    DnsSettings read = DnsSettings.of(settings);
    Holding seen = look(read);
    try {
      change(read, settings).rehearse(seen);
    } catch (IOException e) {
      throw DnsFaults.unchanged(read, e.getMessage(), "Check 'server'.");
    }
  }

  /** Lowers the record's TTL without changing where it points, so that caches forget it sooner. */
  @Override
  public Optional<String> prepare(Settings settings, StepContext context) {
    DnsSettings read = DnsSettings.of(settings);
    Holding seen = look(read);
    if (seen.ttl() <= read.ttl() || Answers.place(read, seen.records()) != Place.BEFORE) {
      return Optional.empty();
    }
    try {
      change(read, settings).send(seen, seen.records());
    } catch (IOException e) {
      throw DnsFaults.unchanged(read, e.getMessage(), "Its TTL may still be " + seen.ttl() + " s.");
    }
    return Optional.of(
        "the TTL of %s was lowered from %d s to %d s; caches may hold the longer one for %d s"
            .formatted(read.record(), seen.ttl(), read.ttl(), seen.ttl()));
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    return new CutoverState(Place.AFTER, move(DnsSettings.of(settings), settings, context));
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    DnsSettings home = DnsSettings.of(settings).reversed();
    return new CutoverState(Place.BEFORE, move(home, settings, context));
  }

  private String move(DnsSettings read, Settings settings, StepContext context) {
    context.cancellation().check();
    Holding seen = look(read);
    Place place = Answers.place(read, seen.records());
    if (place == Place.UNKNOWN) {
      throw DnsFaults.unchanged(
          read,
          "it holds " + DnsSettings.inWords(seen.records()),
          "The plan expects " + DnsSettings.inWords(read.from()) + "; find out who changed it.");
    }
    if (place == Place.BEFORE) {
      requireNewPlace(read, context);
      context.cancellation().check();
      send(read, settings, seen);
    }
    return confirm(read, seen, context);
  }

  private static Holding look(DnsSettings read) {
    try {
      return DnsServer.at(read.server()).ask(read.record(), read.type(), false);
    } catch (IOException e) {
      throw DnsFaults.unchanged(
          read,
          read.server() + " does not answer: " + e.getMessage(),
          "Check that the zone's primary runs and that this machine reaches it by TCP.");
    }
  }

  private static void requireNewPlace(DnsSettings read, StepContext context) {
    String trouble =
        read.probe().map(it -> PlaceProbe.trouble(it, context.cancellation())).orElse("");
    if (!trouble.isEmpty()) {
      throw DnsFaults.unchanged(
          read,
          "nobody is well at " + read.probe().orElseThrow() + ": " + trouble,
          "Look at the place that users would be sent to.");
    }
  }

  private void send(DnsSettings read, Settings settings, Holding seen) {
    RecordChange change;
    try {
      change = change(read, settings);
    } catch (IOException e) {
      throw DnsFaults.unchanged(read, e.getMessage(), "Check 'server'.");
    }
    try {
      change.send(seen, read.to());
    } catch (IOException e) {
      settle(read, e);
    }
  }

  /** No answer came: reality decides, not what was intended. */
  private static void settle(DnsSettings read, IOException lost) {
    CutoverState now = new Answers(read).inspect();
    if (now.place() != Place.AFTER) {
      throw DnsFaults.unknown(
          read,
          "the answer to the update was lost (" + lost.getMessage() + "), then " + now.detail(),
          "It may still take effect. Ask with 'dig' and decide by hand.");
    }
  }

  private RecordChange change(DnsSettings read, Settings settings) throws IOException {
    Optional<TSIG> key =
        settings
            .secret("key")
            .map(secrets::resolve)
            .map(
                secret ->
                    TsigKey.read(
                        secret,
                        settings.optionalText("key-name"),
                        settings.optionalText("key-algorithm")));
    return new RecordChange(read, DnsServer.at(read.server()), key);
  }

  private static String confirm(DnsSettings read, Holding before, StepContext context) {
    Answers answers = new Answers(read);
    Map<String, String> missing = new LinkedHashMap<>();
    boolean all =
        Patience.until(
            read.confirmWithin(),
            EVERY,
            context.cancellation(),
            () -> {
              missing.clear();
              missing.putAll(answers.missing());
              return missing.isEmpty();
            });
    if (!all) {
      throw DnsFaults.unknown(read, Answers.inWords(missing), HINT_LATE);
    }
    String caches =
        Answers.place(read, before.records()) == Place.BEFORE
            ? "; other caches may give the old answer for up to " + before.ttl() + " s more"
            : "";
    return "%s points to %s at %s%s"
        .formatted(read.record(), DnsSettings.inWords(read.to()), answers.everybody(), caches);
  }
}

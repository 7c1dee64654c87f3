package io.drillbook.driver.check.http;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.check.CheckScope;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a web address; waits within a window for a service that is starting up. */
public final class HttpCheckDriver implements CheckDriver {
  private static final Duration EVERY = Duration.ofMillis(500);

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.required("url", Setting.Type.TEXT, "Address to ask by GET."));
    all.add(Setting.optional("expect", Setting.Type.NUMBER, "The good status; default 200."));
    all.add(
        Setting.optional("contains", Setting.Type.TEXT, "Text that the body must hold as well."));
    all.add(
        Setting.optional(
            "timeout", Setting.Type.DURATION, "How long one answer may take; default 10s."));
    all.add(
        Setting.optional(
            "wait",
            Setting.Type.DURATION,
            "How long to ask again while the answer is not good; default 0s."));
    all.addAll(CheckScope.SETTINGS);
    return List.copyOf(all);
  }

  @Override
  public CheckResult run(
      Settings settings, Map<String, Settings> targetSources, StepContext context) {
    URI url = url(settings.text("url"));
    long expect = settings.number("expect", 200);
    Optional<String> contains = settings.optionalText("contains");
    Duration timeout = Durations.of(settings, "timeout", Duration.ofSeconds(10));
    Duration window = Durations.of(settings, "wait", Duration.ZERO);
    AtomicReference<HttpAnswer> last = new AtomicReference<>();
    boolean good =
        Patience.until(
            window,
            EVERY,
            context.cancellation(),
            () -> {
              last.set(HttpAnswer.get(url, timeout, context.cancellation()));
              return last.get().isGood(expect, contains);
            });
    String wanted =
        "expected status " + expect + contains.map(it -> " and '" + it + "'").orElse("");
    return new CheckResult(good, "GET " + url, wanted + ", found " + last.get().inWords(contains));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static Fault wrong(String text, Exception cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the address of an http check: '" + text + "'",
        "Write a whole address, such as http://127.0.0.1:8081/status.",
        cause);
  }
}

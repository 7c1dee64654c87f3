package io.drillbook.driver.cutover.http;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.References;
import io.drillbook.spi.web.StatusPage;
import io.drillbook.spi.web.WebCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One direction of a cutover by a web call, as a plan says it.
 *
 * @param headers {@code Name: value}, secrets as references
 * @param expect the good status; any of 200 to 299 where it is empty
 * @param probe what must answer at the place that users are sent to
 */
record HttpSettings(
    String method,
    URI url,
    List<String> headers,
    Optional<String> body,
    Optional<Long> expect,
    Optional<String> probe,
    Duration timeout,
    Duration confirmWithin) {

  static final List<Setting> ALL =
      List.of(
          Setting.required("url", Setting.Type.TEXT, "Address that moves traffic."),
          Setting.required(
              "status-url", Setting.Type.TEXT, "Page that tells where traffic goes, by GET."),
          Setting.required(
              "before", Setting.Type.TEXT, "Text on it that only the old place shows."),
          Setting.required("after", Setting.Type.TEXT, "Text on it that only the new place shows."),
          Setting.optional("method", Setting.Type.TEXT, "Method of the call; default POST."),
          Setting.optional(
              "headers",
              Setting.Type.LIST,
              "Entries 'Name: value'; a secret as ${NAME} or ${file:/path} inside."),
          Setting.optional("body", Setting.Type.TEXT, "What is sent; secrets as above."),
          Setting.optional(
              "expect", Setting.Type.NUMBER, "The good status; any of 200 to 299 if left out."),
          Setting.optional(
              "back-url", Setting.Type.TEXT, "Address that moves it back; default 'url'."),
          Setting.optional("back-method", Setting.Type.TEXT, "The same; default 'method'."),
          Setting.optional("back-body", Setting.Type.TEXT, "What is sent to move it back."),
          Setting.optional(
              "probe",
              Setting.Type.TEXT,
              "http(s):// or tcp://host:port at the new place that must answer beforehand."),
          Setting.optional(
              "probe-back", Setting.Type.TEXT, "The same at the old place, to go back."),
          Setting.optional(
              "timeout", Setting.Type.DURATION, "How long one call may take; default 10s."),
          Setting.optional(
              "confirm-within",
              Setting.Type.DURATION,
              "How long the status page may take to show it; default 30s."));

  static HttpSettings there(Settings settings) {
    return of(
        settings,
        method(settings),
        settings.text("url"),
        settings.optionalText("body"),
        settings.optionalText("probe"));
  }

  static HttpSettings back(Settings settings) {
    Optional<String> url = settings.optionalText("back-url");
    Optional<String> body = settings.optionalText("back-body");
    if (url.isEmpty() && body.isEmpty()) {
      throw new Fault(
          FaultCode.CUTOVER_FAILED,
          "unable to send traffic back by a call: '" + settings.text("url") + "'",
          "Nothing was changed. The plan does not say how: write 'back-url' or 'back-body', or move"
              + " traffic by hand.");
    }
    return of(
        settings,
        settings.optionalText("back-method").orElse(method(settings)),
        url.orElse(settings.text("url")),
        body,
        settings.optionalText("probe-back"));
  }

  static StatusPage page(Settings settings) {
    return new StatusPage(
        address("status-url", settings.text("status-url")),
        settings.text("before"),
        settings.text("after"),
        Durations.of(settings, "timeout", Duration.ofSeconds(10)));
  }

  boolean isExpected(int status) {
    return expect.map(it -> it == status).orElse(status >= 200 && status < 300);
  }

  WebCall filled(References references) {
    return new WebCall(
        method,
        url,
        references.pairs("headers", headers, ':'),
        body.map(references::fill),
        timeout);
  }

  private static HttpSettings of(
      Settings settings, String method, String url, Optional<String> body, Optional<String> probe) {
    long expect = settings.number("expect", 0);
    return new HttpSettings(
        method,
        address("url", url),
        settings.list("headers"),
        body,
        expect == 0 ? Optional.empty() : Optional.of(expect),
        probe,
        Durations.of(settings, "timeout", Duration.ofSeconds(10)),
        Durations.of(settings, "confirm-within", Duration.ofSeconds(30)));
  }

  private static String method(Settings settings) {
    return settings.optionalText("method").orElse("POST");
  }

  private static URI address(String key, String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(key, text, e);
    }
    throw wrong(key, text, null);
  }

  private static Fault wrong(String key, String text, Exception cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the setting '" + key + "' of the cutover by a call: '" + text + "'",
        "Write a whole address, such as https://127.0.0.1:8081/traffic.",
        cause);
  }
}

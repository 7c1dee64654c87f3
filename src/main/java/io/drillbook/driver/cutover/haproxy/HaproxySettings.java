package io.drillbook.driver.cutover.haproxy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a plan says about a cutover by HAProxy.
 *
 * @param socket path of a unix socket, or host:port, of the runtime API with level admin
 * @param from the server's name that has the traffic before
 * @param to the server's name that has it afterwards
 * @param probe address that goes through HAProxy
 * @param marker response header whose value is the name of the server that answered
 */
record HaproxySettings(
    String socket,
    String backend,
    String from,
    String to,
    Optional<URI> probe,
    Optional<String> marker,
    Duration healthWithin,
    Duration drainFor,
    Duration confirmWithin) {

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              "socket",
              Setting.Type.TEXT,
              "Runtime API with level admin: path of the socket, or host:port."),
          Setting.required("backend", Setting.Type.TEXT, "Backend that holds both servers."),
          Setting.required("from", Setting.Type.TEXT, "Server that has the traffic before."),
          Setting.required("to", Setting.Type.TEXT, "Server that gets it; its line needs 'check'."),
          Setting.optional(
              "probe",
              Setting.Type.TEXT,
              "Address through HAProxy that must answer with a status below 400."),
          Setting.optional(
              "marker-header",
              Setting.Type.TEXT,
              "Response header that names the server, as 'http-response set-header X-Served-By %s'"
                  + " writes it; proves where the probe went."),
          Setting.optional(
              "health-within",
              Setting.Type.DURATION,
              "How long to wait until HAProxy finds the new server healthy; default 30s."),
          Setting.optional(
              "drain-for",
              Setting.Type.DURATION,
              "How long sessions on the old server may go on before they are cut; default 5s."),
          Setting.optional(
              "confirm-within",
              Setting.Type.DURATION,
              "How long the probe may take to show the new server; default 10s."));

  // A ';' or a line break in a name would smuggle a second command into the runtime API.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  static HaproxySettings of(Settings settings) {
    return new HaproxySettings(
        settings.text("socket"),
        name(settings, "backend"),
        name(settings, "from"),
        name(settings, "to"),
        settings.optionalText("probe").map(HaproxySettings::address),
        settings.optionalText("marker-header"),
        Durations.of(settings, "health-within", Duration.ofSeconds(30)),
        Durations.of(settings, "drain-for", Duration.ofSeconds(5)),
        Durations.of(settings, "confirm-within", Duration.ofSeconds(10)));
  }

  /** The same place seen from the other side: what switching back needs. */
  HaproxySettings reversed() {
    return new HaproxySettings(
        socket, backend, to, from, probe, marker, healthWithin, drainFor, confirmWithin);
  }

  private static String name(Settings settings, String key) {
    String value = settings.text(key);
    if (!NAME.matcher(value).matches()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the setting '" + key + "' of the cutover: '" + value + "'",
          "HAProxy names hold letters, digits, '_', '-', '.' and ':' only.");
    }
    return value;
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the probe of the cutover: '" + text + "'",
          "Write an address such as http://127.0.0.1:8080/status.",
          e);
    }
  }
}

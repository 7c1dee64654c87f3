package io.drillbook.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who asks, as the value of the header {@code Authorization}. */
record Credentials(String header) {
  /** Name and password of the environment, else the token of an earlier login. */
  static Credentials of(URI server) {
    return fromEnvironment()
        .or(
            () ->
                TokenFile.standard().token(server).map(token -> new Credentials("Bearer " + token)))
        .orElseThrow(
            () ->
                new CliFailure(
                    ExitCodes.USAGE,
                    "unable to log in at: '" + server + "'",
                    "Run 'drillbook login', or set DRILLBOOK_USER and DRILLBOOK_PASSWORD."));
  }

  static Optional<Credentials> fromEnvironment() {
    String user = setting("DRILLBOOK_USER");
    String password = setting("DRILLBOOK_PASSWORD");
    return user == null || password == null ? Optional.empty() : Optional.of(basic(user, password));
  }

  static Credentials basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Credentials("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** A variable of the environment; a system property of that name stands in, for tests. */
  static String setting(String name) {
    return Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[******]";
  }
}

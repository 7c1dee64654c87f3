package io.drillbook.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the server is; the same options for every verb that needs one. */
final class Connection {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:DRILLBOOK_SERVER:-http://127.0.0.1:8080}",
      description = "The server's address; default: $DRILLBOOK_SERVER or http://127.0.0.1:8080.")
  String server;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = "${env:DRILLBOOK_CA_FILE}",
      description = "Certificate that an https server is trusted by; default: $DRILLBOOK_CA_FILE.")
  Path certificate;

  ApiClient open() {
    URI address = address();
    return new ApiClient(address, Optional.ofNullable(certificate), Credentials.of(address));
  }

  URI address() {
    URI address;
    try {
      address = URI.create(server.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw wrong("Give an address such as http://127.0.0.1:8080.");
    }
    boolean https = "https".equals(address.getScheme());
    if (address.getHost() == null || !(https || "http".equals(address.getScheme()))) {
      throw wrong("Give an address such as http://127.0.0.1:8080.");
    }
    // Name and password would cross the network in clear.
    if (!https && !isHere(address.getHost())) {
      throw wrong("Plain http is for this machine only; use https.");
    }
    return address;
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private CliFailure wrong(String hint) {
    return new CliFailure(
        ExitCodes.USAGE, "unable to use the address of the server: '" + server + "'", hint);
  }
}

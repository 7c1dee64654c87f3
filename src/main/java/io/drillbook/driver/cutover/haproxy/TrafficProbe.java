package io.drillbook.driver.cutover.haproxy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** Goes through HAProxy as a user would and tells who answered. */
final class TrafficProbe {
  private static final int LIMIT_MILLIS = 5_000;

  private final Optional<URI> address;
  private final Optional<String> marker;

  TrafficProbe(HaproxySettings settings) {
    this.address = settings.probe();
    this.marker = settings.marker();
  }

  /**
   * What came back.
   *
   * @param answered whether there was an answer with a status below 400
   * @param server who says to have answered, where the answer is marked
   * @param detail status or trouble, for the record
   */
  record Answer(boolean answered, Optional<String> server, String detail) {
    /** Whether nothing seen here speaks against that server having answered. */
    boolean agreesWith(String expected) {
      return answered && server.map(expected::equals).orElse(true);
    }
  }

  boolean tellsServer() {
    return address.isPresent() && marker.isPresent();
  }

  /** Asks once. Without an address there is nothing to ask and nothing speaks against it. */
  Answer ask() {
    if (address.isEmpty()) {
      return new Answer(true, Optional.empty(), "no probe is set");
    }
    try {
      HttpURLConnection connection = (HttpURLConnection) address.get().toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      // A kept connection may stay with the server it first reached and show yesterday's place.
      connection.setRequestProperty("Connection", "close");
      try {
        return read(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return new Answer(false, Optional.empty(), "no answer: " + e);
    }
  }

  private Answer read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    Optional<String> server = marker.map(connection::getHeaderField);
    if (marker.isPresent() && server.isEmpty()) {
      return new Answer(
          false, server, "status " + status + " without the header '" + marker.get() + "'");
    }
    String detail = "status " + status + server.map(name -> " from " + name).orElse("");
    return new Answer(status < 400, server, detail);
  }
}

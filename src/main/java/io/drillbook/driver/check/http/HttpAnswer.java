package io.drillbook.driver.check.http;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One answer of a web server, or why there was none. */
record HttpAnswer(int status, String body, String trouble) {
  private static final int LARGEST_BODY = 1024 * 1024;

  /**
   * Asks once on a connection of its own: a kept one could still lead to the place that traffic has
   * left. Redirects count as the answer they are.
   */
  static HttpAnswer get(URI url, Duration timeout, Cancellation cancellation) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      cancellation.onCancel(connection::disconnect);
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Connection", "close");
      try {
        int status = connection.getResponseCode();
        return new HttpAnswer(status, body(connection), "");
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      cancellation.check();
      return new HttpAnswer(0, "", e.toString());
    }
  }

  boolean isGood(long expect, Optional<String> contains) {
    return status == expect && contains.map(body::contains).orElse(true);
  }

  String inWords(Optional<String> contains) {
    if (status == 0) {
      return "no answer (" + trouble + ")";
    }
    boolean missing = contains.isPresent() && !body.contains(contains.get());
    return "status " + status + (missing ? " without that text" : "");
  }

  private static String body(HttpURLConnection connection) throws IOException {
    InputStream stream =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream();
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
    }
  }
}

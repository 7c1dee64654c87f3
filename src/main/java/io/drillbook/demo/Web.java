package io.drillbook.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Plain HTTP calls on connections of their own. */
final class Web {
  private static final int LIMIT_MILLIS = 30_000;

  private Web() {}

  /**
   * An answer.
   *
   * @param status 0 where nobody answered
   */
  record Answer(int status, String body) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  static Answer get(String address) {
    return call("GET", address, Map.of(), "");
  }

  static Answer call(String method, String address, Map<String, String> headers, String body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Connection", "close");
      headers.forEach(connection::setRequestProperty);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      return read(connection);
    } catch (IOException e) {
      return new Answer(0, e.toString());
    }
  }

  private static Answer read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new Answer(status, "");
    }
    try (stream) {
      return new Answer(status, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

package io.drillbook.spi.web;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Asks the place that users would be sent to whether anybody is there. */
public final class PlaceProbe {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private PlaceProbe() {}

  /**
   * What speaks against sending users there; empty where it answers.
   *
   * @param address {@code http://}, {@code https://} or {@code tcp://host:port}
   */
  public static String trouble(String address, Cancellation cancellation) {
    try {
      URI uri = URI.create(address);
      if ("tcp".equals(uri.getScheme())) {
        return connect(uri);
      }
      int status = WebCall.get(uri, LIMIT).send(cancellation).status();
      return status < 400 ? "" : "status " + status;
    } catch (IOException | IllegalArgumentException e) {
      return e.toString();
    }
  }

  private static String connect(URI uri) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) LIMIT.toMillis());
      return "";
    }
  }
}

package io.drillbook.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks from a chosen loopback address, which Java's HTTP client cannot. */
final class FromAddress {
  private final int port;
  private final String address;

  FromAddress(int port, String address) {
    this.port = port;
    this.address = address;
  }

  /** The whole answer to a request with name and password. */
  String session(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return ask("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The whole answer to a request with a token. */
  String token(String token) {
    return ask("Bearer " + token);
  }

  private String ask(String authorization) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          "GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: "
              + authorization
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that keeps what is sent to it, and answers with a status. */
public final class WebhookServer implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  public WebhookServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  /** From now on it answers with this. */
  public void answer(int code) {
    status = code;
  }

  /** What was posted and answered with 2xx, in order. */
  public List<JsonNode> taken() {
    return messages;
  }

  /** The methods and paths of everything that came in, in order. */
  public List<String> asked() {
    return asked;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int answered = status;
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      if (answered / 100 == 2 && body.length > 0) {
        messages.add(new ObjectMapper().readTree(body));
      }
      exchange.sendResponseHeaders(answered, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

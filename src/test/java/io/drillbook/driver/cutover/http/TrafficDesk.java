package io.drillbook.driver.cutover.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A team's own service that moves traffic by a call and tells where it goes. */
final class TrafficDesk implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger moves = new AtomicInteger();
  volatile String place = "before";
  volatile boolean ill;
  volatile boolean idle;
  volatile boolean cutsAnswers;

  TrafficDesk() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/traffic", this::traffic);
    server.createContext("/status", exchange -> answer(exchange, 200, "traffic=" + place));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int moves() {
    return moves.get();
  }

  private void traffic(HttpExchange exchange) throws IOException {
    String wanted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!"Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "who are you");
    } else if (ill) {
      answer(exchange, 409, "the new place is ill");
    } else {
      moves.incrementAndGet();
      place = idle ? place : wanted;
      if (cutsAnswers) {
        exchange.close();
      } else {
        answer(exchange, 202, "as you wish");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

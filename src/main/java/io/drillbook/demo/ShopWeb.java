package io.drillbook.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The shop's web server on top of one database: {@code GET /} shows orders, {@code POST /orders}
 * (form fields customer, article, pieces) takes one and answers with its number, {@code GET
 * /status} says whether the database answers. Any trouble with the database is a 503.
 */
final class ShopWeb implements AutoCloseable {
  private final String place;
  private final ShopDatabase database;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  ShopWeb(String place, ShopDatabase database, Clock clock) {
    this.place = place;
    this.database = database;
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        route(exchange);
      } catch (SQLException e) {
        answer(exchange, 503, "text/plain", "the shop's database at " + place + " is not there\n");
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException, SQLException {
    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (asked) {
      case "GET /" -> answer(exchange, 200, "text/html; charset=utf-8", page());
      case "GET /status" ->
          answer(exchange, 200, "text/plain", place + ": " + database.count() + " orders\n");
      case "POST /orders" -> answer(exchange, 201, "text/plain", order(exchange) + "\n");
      default -> answer(exchange, 404, "text/plain", "no such page\n");
    }
  }

  private long order(HttpExchange exchange) throws IOException, SQLException {
    byte[] body = exchange.getRequestBody().readNBytes(4096);
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return database.insert(
        form.getOrDefault("customer", "customer 1"),
        form.getOrDefault("article", "article 1"),
        Integer.parseInt(form.getOrDefault("pieces", "1")),
        clock.instant());
  }

  private String page() throws SQLException {
    String rows =
        database.newest(20).stream()
            .map(
                order ->
                    "<tr><td>%d<td>%s<td>%s<td>%d"
                        .formatted(
                            order.number(),
                            escaped(order.customer()),
                            escaped(order.article()),
                            order.pieces()))
            .collect(Collectors.joining("\n"));
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
    <title>The shop</title>
    <style>body{font:16px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:left}</style>
    <h1>The shop</h1><p>%d orders, served from <b>%s</b>.</p>
    <table><tr><th>Order<th>Customer<th>Article<th>Pieces
    %s
    </table></html>
    """
        .formatted(database.count(), place, rows);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

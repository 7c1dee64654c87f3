package io.drillbook.usecase.incident;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small pipeline server on loopback: it is triggered by POST, and says how it stands. */
final class SmallPipeline implements AutoCloseable {
  private final HttpServer http;
  private final List<String> triggers = new CopyOnWriteArrayList<>();
  private final Deque<String> states = new ArrayDeque<>();

  private volatile int status = 202;

  private SmallPipeline(HttpServer http) {
    this.http = http;
  }

  static SmallPipeline start() {
    try {
      SmallPipeline pipeline =
          new SmallPipeline(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      pipeline.http.createContext("/deploy", pipeline::trigger);
      pipeline.http.createContext("/runs/1", pipeline::state);
      pipeline.http.start();
      return pipeline;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** What it says when it is asked, one after another; the last for ever. */
  synchronized void says(String... all) {
    states.clear();
    states.addAll(List.of(all));
  }

  /** Answers triggers with this status from now on; 0 hangs up after it heard. */
  void answersWith(int code) {
    status = code;
  }

  /** Login, idempotency key and body of each trigger. */
  List<String> triggers() {
    return triggers;
  }

  private void trigger(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    triggers.add(
        call.getRequestHeaders().getFirst("Authorization")
            + " "
            + call.getRequestHeaders().getFirst("Idempotency-Key")
            + " "
            + body);
    if (status == 0) {
      call.close();
      return;
    }
    if (status / 100 == 2) {
      call.getResponseHeaders().add("Location", "/runs/1");
    }
    answer(call, status, "{}");
  }

  private synchronized void state(HttpExchange call) throws IOException {
    String state = states.size() > 1 ? states.poll() : states.peek();
    answer(call, 200, "{\"state\": \"" + state + "\"}");
  }

  private static void answer(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

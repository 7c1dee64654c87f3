package io.drillbook.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Stands between a client and a server that takes one line per connection, and hangs up for good at
 * a chosen line: before it is passed on, or after, when its effect is there and the answer is lost.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int serverPort;
  private final Predicate<String> cutAt;
  private final boolean passOn;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean dead;

  /** A proxy on a free port; {@code passOn} says whether the line of the cut reaches the server. */
  public CuttingProxy(int serverPort, Predicate<String> cutAt, boolean passOn) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    this.cutAt = cutAt;
    this.passOn = passOn;
    Thread thread = new Thread(this::serve, "cutting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Every line that came in. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        if (!dead) {
          pass(client);
        }
      } catch (IOException e) {
        dead |= listener.isClosed();
      }
    }
  }

  private void pass(Socket client) throws IOException {
    StringBuilder read = new StringBuilder();
    for (int c = client.getInputStream().read(); c >= 0 && c != '\n'; ) {
      read.append((char) c);
      c = client.getInputStream().read();
    }
    String line = read.toString();
    lines.add(line);
    dead = cutAt.test(line);
    if (dead && !passOn) {
      return;
    }
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      server.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] answer = server.getInputStream().readAllBytes();
      if (!dead) {
        client.getOutputStream().write(answer);
      }
    }
  }
}

package io.drillbook.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Another address of a server on this machine, as a port forwarding or a pooler would be. */
public final class Forwarder implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int to;

  /** A forwarding on a free port. */
  public Forwarder(int to) throws IOException {
    this.to = to;
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket caller = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      daemon(() -> carry(caller, server));
      daemon(() -> carry(server, caller));
    }
  }

  private static void carry(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  /** Ends with its socket; what a closed socket says then is no news. */
  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }
}

package io.drillbook.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Another address of a server on this machine, as a port forwarding or a pooler would be. */
public final class Forwarder implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final int to;
  private final long holdAfter;

  /** A forwarding on a free port. */
  public Forwarder(int to) throws IOException {
    this(to, Long.MAX_VALUE);
  }

  /** A forwarding that falls silent, without hanging up, after so many bytes of one answer. */
  public Forwarder(int to, long holdAfter) throws IOException {
    this.to = to;
    this.holdAfter = holdAfter;
    SocketThread.start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket caller = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      SocketThread.start(() -> carry(caller, server, Long.MAX_VALUE));
      SocketThread.start(() -> carry(server, caller, holdAfter));
    }
  }

  private void carry(Socket from, Socket to, long limit) throws IOException {
    byte[] buffer = new byte[8192];
    long carried = 0;
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        to.getOutputStream().write(buffer, 0, n);
        carried += n;
        if (carried > limit) {
          closed.await();
        }
        n = from.getInputStream().read(buffer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

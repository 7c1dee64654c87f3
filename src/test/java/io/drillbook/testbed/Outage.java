package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** An address of a server on this machine that can be lost in mid-sentence and come back. */
public final class Outage implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket listener;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Executor threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "outage");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean lost;

  /** A way to that port, on a free one. */
  public Outage(int to) {
    this.to = to;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing passes, and whoever was talking is hung up on. */
  public void begin() {
    lost = true;
    open.forEach(Outage::hangUp);
  }

  public void end() {
    lost = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        open.add(caller);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(server);
        if (lost) {
          hangUp(caller);
          hangUp(server);
        }
        threads.execute(() -> carry(caller, server));
        threads.execute(() -> carry(server, caller));
      } catch (IOException e) {
        lost |= listener.isClosed();
      }
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        to.getOutputStream().write(buffer, 0, n);
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // One side hung up: the other shall know it, which is done below.
      open.remove(from);
    } finally {
      hangUp(from);
      hangUp(to);
      open.remove(from);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    begin();
  }
}

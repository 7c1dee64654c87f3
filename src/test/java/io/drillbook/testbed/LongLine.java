package io.drillbook.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Another address of a server on this machine, far away: every byte takes its time, each way. */
public final class LongLine implements AutoCloseable {
  private record Late(ByteBuffer bytes, long due) {}

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int to;
  private final long delayNanos;

  /** A line to a port of this machine. */
  public LongLine(int to, Duration delay) throws IOException {
    this.to = to;
    this.delayNanos = delay.toNanos();
    SocketThread.start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() throws Exception {
    while (!listener.isClosed()) {
      Socket caller = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      carry(caller, server);
      carry(server, caller);
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Late> line = new LinkedBlockingQueue<>();
    SocketThread.start(() -> take(from.getInputStream(), line));
    SocketThread.start(() -> give(line, to));
  }

  private void take(InputStream in, BlockingQueue<Late> line) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      line.add(late(Arrays.copyOf(buffer, read)));
    }
    line.add(late(new byte[0]));
  }

  private Late late(byte[] bytes) {
    return new Late(ByteBuffer.wrap(bytes), System.nanoTime() + delayNanos);
  }

  private static void give(BlockingQueue<Late> line, Socket to) throws Exception {
    try (to;
        OutputStream out = to.getOutputStream()) {
      for (Late next = line.take(); next.bytes().hasRemaining(); next = line.take()) {
        for (long early = next.due() - System.nanoTime();
            early > 0;
            early = next.due() - System.nanoTime()) {
          LockSupport.parkNanos(Math.min(early, TimeUnit.MILLISECONDS.toNanos(5)));
        }
        out.write(next.bytes().array());
      }
    }
  }
}

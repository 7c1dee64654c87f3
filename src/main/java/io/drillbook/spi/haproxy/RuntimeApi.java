package io.drillbook.spi.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * HAProxy's runtime API: one line in, the answer until the connection closes (HAProxy management
 * guide, section 9.3). Every step has a limit: a hung HAProxy must not hang the incident.
 */
public final class RuntimeApi {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private final SocketAddress address;

  /** The runtime API at a socket's path, or at host:port. */
  public RuntimeApi(String socket) {
    this.address = address(socket);
  }

  /** Sends one line and gives the answer, without the blank lines around it. */
  public String ask(String line) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    try (SocketChannel channel = SocketChannel.open(family());
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      if (!channel.connect(address)) {
        await(key, SelectionKey.OP_CONNECT, end);
        channel.finishConnect();
      }
      ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        await(key, SelectionKey.OP_WRITE, end);
        channel.write(out);
      }
      return readAll(channel, key, end).strip();
    }
  }

  private static String readAll(SocketChannel channel, SelectionKey key, long end)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    while (true) {
      await(key, SelectionKey.OP_READ, end);
      int n = channel.read(buffer.clear());
      if (n < 0) {
        // HAProxy ends every answer with a line end; none at all means that it died in between.
        if (answer.size() == 0) {
          throw new IOException("the runtime API closed the connection without an answer");
        }
        return answer.toString(StandardCharsets.UTF_8);
      }
      answer.write(buffer.array(), 0, n);
      if (answer.size() > LARGEST_ANSWER) {
        throw new IOException("the answer of the runtime API is larger than 4 MiB");
      }
    }
  }

  private static void await(SelectionKey key, int operation, long end) throws IOException {
    key.interestOps(operation);
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (left <= 0 || key.selector().select(left) == 0) {
      throw new SocketTimeoutException("the runtime API did not answer within 5 s");
    }
    key.selector().selectedKeys().clear();
  }

  private StandardProtocolFamily family() {
    return address instanceof UnixDomainSocketAddress
        ? StandardProtocolFamily.UNIX
        : ((InetSocketAddress) address).getAddress() instanceof java.net.Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
  }

  private static SocketAddress address(String socket) {
    int colon = socket.lastIndexOf(':');
    if (socket.contains("/") || colon < 0) {
      return UnixDomainSocketAddress.of(socket);
    }
    return new InetSocketAddress(
        socket.substring(0, colon), Integer.parseInt(socket.substring(colon + 1)));
  }
}

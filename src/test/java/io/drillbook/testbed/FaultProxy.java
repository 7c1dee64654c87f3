package io.drillbook.testbed;

import io.drillbook.testbed.Disturbance.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client and an S3 server, ends TLS on both sides, and does harm to chosen
 * requests or their answers. One request for each connection, so that a cut is just that one's.
 */
public final class FaultProxy implements AutoCloseable {
  private static final String SLOW_DOWN =
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";

  private record Rule(Predicate<String> which, AtomicInteger left, Disturbance disturbance) {}

  private final S3Server server;
  private final Path folder;
  private final TestCertificate tls;
  private final ServerSocket listener;
  private final SSLContext toServer;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A proxy on a free port that does no harm yet. */
  public FaultProxy(S3Server server) {
    this.server = server;
    try {
      this.folder = Files.createTempDirectory("drillbook-proxy");
      this.tls = TestCertificate.make(folder);
      this.toServer = SSLContext.getInstance("TLS");
      toServer.init(null, S3Server.trust(server.caFile()), null);
      this.listener =
          asServer()
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    SocketThread.start(this::accept);
  }

  private SSLContext asServer() throws GeneralSecurityException, IOException {
    char[] password = TestCertificate.PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(tls.keyStore())) {
      keys.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  public String endpoint() {
    return "https://localhost:" + listener.getLocalPort();
  }

  /** PEM file with the proxy's own certificate. */
  public Path caFile() {
    return tls.certificate();
  }

  /** Disturbs so many of the requests whose method and target fit; earlier rules go first. */
  public void disturb(Predicate<String> which, int times, Disturbance disturbance) {
    rules.add(new Rule(which, new AtomicInteger(times), disturbance));
  }

  /** From now on everything passes as it is. */
  public void calm() {
    rules.clear();
  }

  /** How many requests of that kind came in. */
  public long asked(Predicate<String> which) {
    return requests.stream().filter(which).count();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Host.delete(folder);
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      SocketThread.start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      HttpHead head = HttpHead.read(client.getInputStream());
      requests.add(head.first());
      pass(head, client, next(head.inOneLine()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Disturbance next(String request) {
    for (Rule rule : rules) {
      if (rule.which().test(request) && rule.left().getAndDecrement() > 0) {
        return rule.disturbance();
      }
    }
    return Disturbance.NONE;
  }

  private void pass(HttpHead head, Socket client, Disturbance harm)
      throws IOException, InterruptedException {
    OutputStream back = client.getOutputStream();
    if (head.has("expect")) {
      write(back, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (harm.is(Kind.SLOW_DOWN)) {
      client.getInputStream().skipNBytes(head.bodyBytes());
      write(
          back,
          "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
              + ("Content-Length: " + SLOW_DOWN.length() + "\r\n\r\n" + SLOW_DOWN));
      return;
    }
    try (Socket store = connect()) {
      OutputStream to = store.getOutputStream();
      to.write(head.toBePassedOn());
      long bytes =
          harm.is(Kind.CUT_REQUEST) ? Math.min(harm.at(), head.bodyBytes()) : head.bodyBytes();
      copy(client.getInputStream(), to, bytes, harm.is(Kind.ALTER_REQUEST) ? harm.at() : -1);
      to.flush();
      if (!harm.is(Kind.CUT_REQUEST)) {
        answer(store.getInputStream(), back, harm);
      }
    }
  }

  private static void answer(InputStream from, OutputStream back, Disturbance harm)
      throws IOException, InterruptedException {
    if (harm.is(Kind.LOSE_ANSWER)) {
      from.readAllBytes();
      return;
    }
    HttpHead head = HttpHead.read(from);
    Thread.sleep(harm.late().toMillis());
    back.write(head.toBePassedOn());
    long bytes = harm.is(Kind.CUT_ANSWER) ? harm.at() : Long.MAX_VALUE;
    copy(from, back, bytes, harm.is(Kind.ALTER_ANSWER) ? harm.at() : -1);
    back.flush();
  }

  /** So many bytes or to the end; turns one bit of one of them. */
  private static void copy(InputStream from, OutputStream to, long bytes, long alterAt)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long done = 0;
    while (done < bytes) {
      int n = from.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
      if (n < 0) {
        return;
      }
      if (alterAt >= done && alterAt < done + n) {
        buffer[(int) (alterAt - done)] ^= 1;
      }
      to.write(buffer, 0, n);
      done += n;
    }
  }

  private Socket connect() throws IOException {
    URI address = URI.create(server.endpoint());
    return toServer.getSocketFactory().createSocket(address.getHost(), address.getPort());
  }

  private static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }
}

package io.drillbook.testbed;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Git's own server program, {@code git http-backend}, behind TLS and a login, on loopback: the
 * protocol of a real git host.
 */
public final class GitServer implements AutoCloseable {
  public static final String USER = "backup";
  public static final String PASSWORD = "token of the test bed";

  private final Path root;
  private final Path folder;
  private final TestCertificate tls;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private GitServer(Path root) throws IOException, GeneralSecurityException {
    this.root = root;
    this.folder = Files.createTempDirectory("drillbook-git-server");
    this.tls = TestCertificate.make(folder);
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.setExecutor(threads);
    server
        .createContext("/", this::answer)
        .setAuthenticator(
            new BasicAuthenticator("git") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return USER.equals(user) && PASSWORD.equals(password);
              }
            });
    server.start();
  }

  /** Serves every repository in a folder. */
  public static GitServer of(Path root) {
    try {
      return new GitServer(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its address by one of this machine's names. */
  public String address(String host) {
    return "https://" + host + ":" + server.getAddress().getPort();
  }

  /** PEM file with the certificate. */
  public Path caFile() {
    return tls.certificate();
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(tls.keyStore())) {
      store.load(in, TestCertificate.PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, TestCertificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
      builder.environment().putAll(variables(exchange));
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process program = builder.start();
      try (var in = program.getOutputStream()) {
        exchange.getRequestBody().transferTo(in);
      }
      try (InputStream out = new BufferedInputStream(program.getInputStream())) {
        exchange.sendResponseHeaders(head(exchange, out), 0);
        out.transferTo(exchange.getResponseBody());
      } finally {
        program.destroy();
      }
    }
  }

  private Map<String, String> variables(HttpExchange exchange) {
    return Map.of(
        "GIT_PROJECT_ROOT", root.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "REQUEST_METHOD", exchange.getRequestMethod(),
        "PATH_INFO", exchange.getRequestURI().getPath(),
        "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
        "CONTENT_TYPE", header(exchange, "Content-Type"),
        "HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"),
        "GIT_PROTOCOL", header(exchange, "Git-Protocol"),
        "REMOTE_USER", USER);
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  /** Takes the program's header lines over and gives the status. */
  private static int head(HttpExchange exchange, InputStream out) throws IOException {
    int status = 200;
    for (String line = line(out); !line.isEmpty(); line = line(out)) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("Status:")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(line.substring(0, line.indexOf(':')), value);
      }
    }
    return status;
  }

  private static String line(InputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = out.read(); b >= 0 && b != '\n'; b = out.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    Host.delete(folder);
  }
}

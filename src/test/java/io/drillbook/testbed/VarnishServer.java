package io.drillbook.testbed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Varnish that keeps pages for an hour, before a web server whose page can change. It takes
 * PURGE of a page and BAN of a pattern from whoever shows its key; others get 405.
 */
public final class VarnishServer implements AutoCloseable {
  public static final String KEY = "let-me-purge";

  private final Path folder;
  private final int port = Host.freePort();
  private final HttpServer origin;
  private final ServerProcess process;
  private volatile String page = "production";

  private VarnishServer(Path folder) throws IOException {
    this.folder = folder;
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    origin.createContext(
        "/",
        exchange -> {
          byte[] body = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    origin.start();
    Path vcl = Files.writeString(folder.resolve("site.vcl"), vcl(origin.getAddress().getPort()));
    process =
        new ServerProcess(
            folder,
            "varnish",
            Map.of(),
            List.of(
                "/usr/sbin/varnishd",
                "-F",
                "-j",
                "none",
                "-n",
                folder.resolve("work").toString(),
                "-a",
                "127.0.0.1:" + port,
                "-f",
                vcl.toString(),
                "-s",
                "malloc,16m"));
  }

  /** Starts it; returns once it keeps the first page. */
  public static VarnishServer start() throws IOException {
    VarnishServer varnish = new VarnishServer(Files.createTempDirectory(Path.of("/tmp"), "dbva"));
    varnish.process.awaitUp(Duration.ofMinutes(1), () -> "production".equals(varnish.shown("/")));
    return varnish;
  }

  public String address() {
    return "http://127.0.0.1:" + port;
  }

  public String origin() {
    return "http://127.0.0.1:" + origin.getAddress().getPort() + "/";
  }

  /** What the web server behind it shows from now on. */
  public void change(String text) {
    page = text;
  }

  public void stopOrigin() {
    origin.stop(0);
  }

  /** What a user sees at that path. */
  public String shown(String path) {
    return HaproxyServer.get(address() + path);
  }

  private static String vcl(int port) {
    return """
    vcl 4.1;
    backend origin { .host = "127.0.0.1"; .port = "%d"; }
    sub vcl_recv {
      if (req.method == "PURGE" || req.method == "BAN") {
        if (req.http.X-Purge-Key != "%s") {
          return (synth(405, "Not allowed"));
        }
        if (req.method == "PURGE") {
          return (purge);
        }
        ban("obj.http.x-url ~ " + req.http.X-Ban-Pattern);
        return (synth(200, "Banned"));
      }
    }
    sub vcl_backend_response {
      set beresp.ttl = 1h;
      set beresp.grace = 0s;
      set beresp.http.x-url = bereq.url;
    }
    """
        .formatted(port, KEY);
  }

  @Override
  public void close() {
    process.close();
    origin.stop(0);
    Host.delete(folder);
  }
}

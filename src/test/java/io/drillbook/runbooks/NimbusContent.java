package io.drillbook.runbooks;

import com.sun.net.httpserver.HttpServer;
import io.drillbook.testbed.SanityStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The dataset of the example {@code nimbus-cms} behind a stub of Sanity's API, and the CMS for
 * drills, which is well only while the drill's dataset holds what production holds.
 */
final class NimbusContent implements AutoCloseable {
  private static final String DRILL = "recovery-test";

  private final SanityStub sanity = new SanityStub();
  private final HttpServer cms;

  NimbusContent() {
    sanity.createDataset("production");
    String image =
        sanity.upload("production", "images", "a.png", "a".getBytes(StandardCharsets.UTF_8));
    for (int n = 0; n < 50; n++) {
      sanity.put(
          "production",
          """
          {"_id": "page-%d", "_type": "page", "title": "Legal",
           "cover": {"_type": "image", "asset": {"_type": "reference", "_ref": "%s"}}}
          """
              .formatted(n, image));
    }
    try {
      cms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cms.createContext(
        "/status",
        exchange -> {
          boolean well = sanity.digest(DRILL).equals(sanity.digest("production"));
          exchange.sendResponseHeaders(well ? 200 : 503, -1);
          exchange.close();
        });
    cms.start();
  }

  /** Whether there is a dataset that a drill made. */
  boolean drillIsThere() {
    return sanity.hasDataset(DRILL);
  }

  /** A plan with this machine's addresses. */
  String here(String plan) {
    return plan.replace(
            "project: zp7mbokg",
            "api-host: \"" + sanity.host() + "\", project: " + SanityStub.PROJECT)
        .replace("127.0.0.1:3010", "127.0.0.1:" + cms.getAddress().getPort());
  }

  @Override
  public void close() {
    cms.stop(0);
    sanity.close();
  }
}

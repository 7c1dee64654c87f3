package io.drillbook.runbooks;

import io.drillbook.testbed.BindServer;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.VarnishServer;
import java.io.IOException;
import java.nio.file.Files;

/** What moves the traffic of the example plans: HAProxy, Varnish for the CDN, BIND. */
final class ExampleTraffic implements AutoCloseable {
  private final HaproxyServer haproxy = HaproxyServer.start();
  private final VarnishServer cdn = VarnishServer.start();
  private final BindServer bind = BindServer.start();

  ExampleTraffic() throws IOException {}

  /** The content of the key file that may change the record. */
  String dnsKey() throws IOException {
    return Files.readString(bind.keyFile());
  }

  /** A plan with this machine's addresses. */
  String here(String plan) {
    return plan.replace("/run/haproxy/admin.sock", haproxy.socket())
        .replace("http://127.0.0.1:6081", cdn.address())
        .replace("server: 127.0.0.1:53\n", "server: " + bind.primary() + "\n")
        .replace("zone: example.com", "zone: example.test")
        .replace("record: cms", "record: shop");
  }

  @Override
  public void close() throws IOException {
    haproxy.close();
    cdn.close();
    bind.close();
  }
}

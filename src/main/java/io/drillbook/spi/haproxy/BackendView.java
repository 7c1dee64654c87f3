package io.drillbook.spi.haproxy;

import java.io.IOException;
import java.util.List;

/**
 * Asks a backend's servers for their state: what they were told from {@code show servers state},
 * their health from {@code show stat}. One alone is not enough: a drained server that is down shows
 * as plain DOWN in the second.
 */
public final class BackendView {
  // Bits of srv_admin_state, HAProxy management guide 9.3, "show servers state".
  // 0x04 only says that the configuration began with 'disabled'; it stays after 'state ready'.
  private static final int MAINTENANCE = 0x01 | 0x02 | 0x20 | 0x40;
  private static final int DRAINED = 0x08 | 0x10;

  private final RuntimeApi api;
  private final String backend;

  /** The view of a backend. */
  public BackendView(RuntimeApi api, String backend) {
    this.api = api;
    this.backend = backend;
  }

  /** The server's state; fails with HAProxy's own words where it knows no such server. */
  public ServerState look(String server) throws IOException {
    String states = api.ask("show servers state " + backend);
    String statistics = api.ask("show stat");
    int admin =
        Integer.parseInt(cell(states, " ", "be_name", "srv_name", server, "srv_admin_state"));
    return new ServerState(
        server,
        order(admin),
        cell(statistics, ",", "pxname", "svname", server, "status"),
        Long.parseLong(cell(statistics, ",", "pxname", "svname", server, "scur")));
  }

  private static ServerState.Order order(int admin) {
    if ((admin & MAINTENANCE) != 0) {
      return ServerState.Order.MAINT;
    }
    return (admin & DRAINED) != 0 ? ServerState.Order.DRAIN : ServerState.Order.READY;
  }

  private String cell(
      String table,
      String separator,
      String backendKey,
      String serverKey,
      String server,
      String key)
      throws IOException {
    List<String> lines = table.lines().toList();
    List<String> keys =
        lines.stream()
            .filter(line -> line.startsWith("# "))
            .findFirst()
            .map(line -> List.of(line.substring(2).split(separator, -1)))
            .orElseThrow(() -> new IOException("the runtime API answered: " + firstLine(table)));
    for (String line : lines) {
      List<String> cells = List.of(line.split(separator, -1));
      if (cells.size() >= keys.size() - 1
          && cells.get(keys.indexOf(backendKey)).equals(backend)
          && cells.get(keys.indexOf(serverKey)).equals(server)) {
        return cells.get(keys.indexOf(key));
      }
    }
    throw new IOException("HAProxy knows no server " + backend + "/" + server);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("nothing");
  }
}

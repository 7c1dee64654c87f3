package io.drillbook.runbooks;

import io.drillbook.testbed.BindServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shop whose recovery provisions, migrates, fences and moves traffic by DNS, HAProxy and
 * commands, with witnesses outside of Drillbook: a file that commands append the key of their
 * effect to, the serial of the DNS zone, and HAProxy itself.
 */
final class KillBed implements AutoCloseable {
  private final ShopBed shop = new ShopBed("1h");
  private final BindServer bind = BindServer.start(30);
  private final Path witness;
  private final Path place;
  private final Path gate;

  KillBed() throws Exception {
    witness = shop.home().resolve("witness");
    place = shop.home().resolve("place");
    gate = shop.home().resolve("gate");
    Path config = shop.home().resolve("config");
    script(
        config.resolve("effect.sh"),
        "sleep 0.3; echo \"$DRILLBOOK_IDEMPOTENCY_KEY\" >> " + witness + "; sleep 0.3");
    script(
        config.resolve("move.sh"),
        "sleep 0.2; echo \"$DRILLBOOK_IDEMPOTENCY_KEY\" >> "
            + witness
            + "; sleep 0.2; echo $1 > "
            + place
            + "; sleep 0.2");
    script(config.resolve("where.sh"), "grep -q standby " + place + "; exit $?");
    script(
        config.resolve("gate.sh"),
        "sleep 0.2; echo \"$DRILLBOOK_IDEMPOTENCY_KEY\" >> "
            + witness
            + "; sleep 0.2; echo $1 > "
            + gate
            + "; sleep 0.2");
    script(config.resolve("closed.sh"), "grep -q closed " + gate + "; exit $?");
    Files.writeString(gate, "open\n");
    Files.writeString(place, "production\n");
    Files.writeString(witness, "");
    Files.setPosixFilePermissions(
        Files.copy(bind.keyFile(), shop.home().resolve("tsig")),
        PosixFilePermissions.fromString("rw-------"));
    shop.changePlan(
        "  cutover: [ ",
        "  provision: { command: [./effect.sh] }\n"
            + "  migrate: { command: [./effect.sh] }\n"
            + "  fence: [ { command: { fence: [./gate.sh, closed], lift: [./gate.sh, open],"
            + " inspect: [./closed.sh] } } ]\n"
            + "  cutover: [ "
            + dns()
            + ", { command: { switch-over: [./move.sh, standby],"
            + " switch-back: [./move.sh, production], inspect: [./where.sh] } }, ");
  }

  private String dns() {
    return ("{ dns: { server: \"%s\", zone: example.test, record: shop, from: %s, to: %s, ttl: 30s,"
            + " key: \"${file:%s/tsig}\", authoritative: [\"%s\", \"%s\"] } }")
        .formatted(
            bind.primary(),
            BindServer.OLD,
            BindServer.NEW,
            shop.home(),
            bind.primary(),
            bind.secondary());
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  ShopBed shop() {
    return shop;
  }

  long serial() {
    return bind.serial();
  }

  /** Whether DNS, HAProxy and the command's place all lead to the standby. */
  boolean isMoved() throws IOException {
    return bind.shop().equals(BindServer.NEW)
        && shop.haproxy().whoAnswers().equals("standby")
        && Files.readString(place).strip().equals("standby");
  }

  /** Whether the old primary refuses writes. */
  boolean isFenced() throws IOException {
    return Files.readString(gate).strip().equals("closed");
  }

  /** How often each effect of a run happened, as commands wrote it down. */
  Map<String, Integer> witnessed(String run) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String key : lines(witness)) {
      if (key.startsWith(run + "/")) {
        counts.merge(key, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything as it was before the disaster. */
  void reset() throws Exception {
    proxy("set server sites/production state ready");
    proxy("set server sites/standby state maint");
    Files.writeString(place, "production\n");
    Files.writeString(gate, "open\n");
    update();
    for (String database : shop.recovered().lines().toList()) {
      shop.recovery().sql("postgres", "drop database \"" + database + "\" with (force)");
    }
  }

  private void update() throws Exception {
    String[] server = bind.primary().split(":", -1);
    Process process =
        new ProcessBuilder("nsupdate", "-k", bind.keyFile().toString())
            .redirectErrorStream(true)
            .start();
    process
        .getOutputStream()
        .write(
            """
            server %s %s
            zone example.test
            update delete shop.example.test. A
            update add shop.example.test. 30 A %s
            send
            """
                .formatted(server[0], server[1], BindServer.OLD)
                .getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private void proxy(String line) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), shop.haproxy().controlPort())) {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    bind.close();
    shop.close();
  }
}

package io.drillbook.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The files of a Ceph of one node, without a manager daemon, which the gateway does not need. */
final class CephConfiguration {
  private final Path folder;
  private final String monitor;
  private final String id = UUID.randomUUID().toString();

  CephConfiguration(Path folder, int monitorPort) {
    this.folder = folder;
    this.monitor = "[v2:127.0.0.1:" + monitorPort + "/0]";
  }

  Map<String, String> environment() {
    return Map.of("CEPH_CONF", folder.resolve("ceph.conf").toString(), "CEPH_ARGS", "");
  }

  void run(String... command) {
    List<String> full = new ArrayList<>(List.of("env", "CEPH_ARGS="));
    full.add("CEPH_CONF=" + folder.resolve("ceph.conf"));
    full.addAll(List.of(command));
    Host.call(full);
  }

  void makeMonitor() {
    String keyring = folder.resolve("keyring").toString();
    keys(keyring, "-C", "mon.", "mon", "allow *");
    keys(keyring, "", "client.admin", "mon", "allow *", "osd", "allow *", "mgr", "allow *");
    keys(keyring, "", "osd.0", "mon", "allow profile osd", "osd", "allow *");
    keys(keyring, "", "client.rgw", "mon", "allow rw", "osd", "allow rwx");
    String map = folder.resolve("monmap").toString();
    run("monmaptool", "--create", "--fsid", id, "--addv", "a", monitor.replace("/0", ""), map);
    run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map, "--keyring", keyring);
  }

  private void keys(String keyring, String create, String name, String... rights) {
    List<String> command = new ArrayList<>(List.of("ceph-authtool"));
    if (!create.isEmpty()) {
      command.add(create);
    }
    command.addAll(List.of(keyring, "--gen-key", "-n", name));
    for (int i = 0; i < rights.length; i += 2) {
      command.addAll(List.of("--cap", rights[i], rights[i + 1]));
    }
    run(command.toArray(String[]::new));
  }

  void write(int port, int tlsPort, TestCertificate tls) throws IOException {
    for (String each : List.of("mon", "osd", "out", "log")) {
      Files.createDirectory(folder.resolve(each));
    }
    Files.writeString(folder.resolve("ceph.conf"), text(port, tlsPort, tls));
  }

  private String text(int port, int tlsPort, TestCertificate tls) {
    return """
        [global]
        fsid = %1$s
        mon host = %2$s
        public addr = 127.0.0.1
        public network = 127.0.0.0/8
        auth cluster required = cephx
        auth service required = cephx
        auth client required = cephx
        keyring = %3$s/keyring
        run dir = %3$s/out
        admin socket = %3$s/out/$name.asok
        log file = %3$s/log/$name.log
        crash dir = %3$s/log
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 1
        osd pool default pgp num = 1
        osd pool default pg autoscale mode = off
        mon allow pool size one = true
        mon max pg per osd = 1000
        mon data avail crit = 1
        paxos propose interval = 0.05
        paxos min wait = 0.01
        osd crush chooseleaf type = 0
        osd max object name len = 1024
        [mon]
        mon data = %3$s/mon
        mon cluster log file = %3$s/log/cluster.log
        [osd]
        osd data = %3$s/osd
        osd objectstore = memstore
        memstore device bytes = 4294967296
        [client.rgw]
        rgw frontends = beast endpoint=127.0.0.1:%4$d ssl_endpoint=127.0.0.1:%5$d ssl_certificate=%6$s ssl_private_key=%7$s
        rgw dns name = localhost
        rgw thread pool size = 64
        rgw enable usage log = false
        rgw crypt require ssl = false
        rgw dynamic resharding = false
        """
        .formatted(id, monitor, folder, port, tlsPort, tls.certificate(), tls.key());
  }
}

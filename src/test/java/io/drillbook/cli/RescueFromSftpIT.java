package io.drillbook.cli;

import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The vault is an OpenSSH server. */
class RescueFromSftpIT extends RescueFromAfar {
  private Sshd server;
  private Path root;

  @Override
  void makeVault(Path folder) throws IOException {
    server = Sshd.start();
    root = Files.createDirectory(folder.resolve("vault"));
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @Override
  String name() {
    return "sftp";
  }

  @Override
  String word() {
    return "sftp://%s@127.0.0.1:%d%s?identity-file=%s&known-hosts=%s"
        .formatted(server.user(), server.port(), root, server.identity(), server.knownHosts());
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  String block() {
    return """
        kind: sftp
        host: 127.0.0.1
        port: %d
        user: %s
        identity-file: %s
        known-hosts: %s
        path: %s
        """
        .formatted(server.port(), server.user(), server.identity(), server.knownHosts(), root);
  }
}

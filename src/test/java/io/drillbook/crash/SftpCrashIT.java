package io.drillbook.crash;

import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("long")
class SftpCrashIT extends CrashMatrix {
  private static Sshd server;

  @BeforeAll
  static void startServer() {
    server = Sshd.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  VaultPlace place(Path folder) throws IOException {
    Path vault = Files.createDirectory(folder.resolve("vault"));
    return new VaultPlace(
        "sftp",
        Map.of(
            "host", "127.0.0.1",
            "port", String.valueOf(server.port()),
            "user", server.user(),
            "identity-file", server.identity().toString(),
            "known-hosts", server.knownHosts().toString(),
            "path", vault.toString()),
        Map.of());
  }

  @Override
  List<String> leftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("vault"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".part")).toList();
    }
  }
}

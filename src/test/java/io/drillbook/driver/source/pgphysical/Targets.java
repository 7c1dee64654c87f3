package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.file.Disk;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Places for restored clusters; every server that runs in one at the end is ended. */
final class Targets implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path folder;

  Targets() {
    try {
      folder = Files.createTempDirectory("drb-ph");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** A target in a folder of its own, which is not there yet. */
  Settings next() {
    try {
      Path parent = Files.createDirectory(folder.resolve("t" + NUMBER.incrementAndGet()));
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
      return settings(parent.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings settings(Path data) {
    return new Settings(
        Map.of(
            "data-directory",
            data.toString(),
            "port",
            (long) freePort(),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", PostgresCluster.PASSWORD)));
  }

  /** With one more setting. */
  static Settings with(Settings settings, String key, Object value) {
    Map<String, Object> all = new HashMap<>(settings.values());
    all.put(key, value);
    return new Settings(all);
  }

  static Settings source(PostgresCluster cluster, String database) {
    return new Settings(
        Map.of(
            "url",
            cluster.url(database),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", PostgresCluster.PASSWORD)));
  }

  static Path data(Settings target) {
    return Path.of(target.text("data-directory"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server in a folder as a power cut would. */
  static void kill(Path data) {
    if (!OwnServer.isRunning(data)) {
      return;
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      ProcessHandle.of(pid)
          .ifPresent(
              server -> {
                var backends = server.descendants().toList();
                server.destroyForcibly();
                backends.forEach(ProcessHandle::destroyForcibly);
                server.onExit().join();
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      all.filter(path -> Files.exists(path.resolve("postmaster.pid"))).forEach(Targets::kill);
      Disk.removeTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

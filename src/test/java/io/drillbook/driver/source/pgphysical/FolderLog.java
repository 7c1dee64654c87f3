package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.log.LogSegment;
import io.drillbook.spi.log.LogReader;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Gives the pieces that a real pg_receivewal put into a folder. */
final class FolderLog implements LogReader, AutoCloseable {
  private final Path folder;
  private final String series;
  private final Process receiver;

  FolderLog(PostgresCluster cluster, Path folder, String slot) {
    this.folder = folder;
    this.series =
        cluster.query("postgres", "select system_identifier::text from pg_control_system()");
    try {
      Files.createDirectories(folder);
      start(cluster, slot, "--create-slot", "--if-not-exists").waitFor();
      receiver = start(cluster, slot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process start(PostgresCluster cluster, String slot, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PostgresCluster.programs().resolve("pg_receivewal").toString(),
                "--directory=" + folder,
                "--slot=" + slot,
                "--no-password",
                "--host=" + PostgresCluster.HOST,
                "--port=" + cluster.port(),
                "--username=" + PostgresCluster.SUPERUSER));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("PGPASSWORD", PostgresCluster.PASSWORD);
    return builder.start();
  }

  /** Closes the piece that is being written, and waits until it lies in the folder. */
  void close(PostgresCluster cluster) {
    String piece = cluster.query("postgres", "select pg_walfile_name(pg_current_wal_insert_lsn())");
    cluster.query("postgres", "select pg_switch_wal()");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.exists(folder.resolve(piece)));
  }

  void remove(String piece) {
    try {
      Files.delete(folder.resolve(piece));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public List<LogSegment> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.toString().endsWith(".partial"))
          .map(this::segment)
          .sorted(java.util.Comparator.comparing(LogSegment::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LogSegment segment(Path file) {
    try {
      long size = Files.size(file);
      return new LogSegment(
          series,
          file.getFileName().toString(),
          Files.getLastModifiedTime(file).toInstant(),
          size,
          "",
          size,
          "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(LogSegment segment) {
    try {
      return Files.newInputStream(folder.resolve(segment.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    receiver.destroyForcibly();
  }
}

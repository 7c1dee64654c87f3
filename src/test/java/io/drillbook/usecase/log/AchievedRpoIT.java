package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.testbed.PostgresCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures what would be lost at each moment of a minute of steady writes. */
@Tag("long")
class AchievedRpoIT {
  @TempDir Path folder;

  @Test
  void underSteadyLoad() throws Exception {
    Duration lasts = Duration.ofSeconds(Integer.getInteger("drillbook.rpo.seconds", 60));
    String every = System.getProperty("drillbook.rpo.mark", "5s");
    try (PostgresCluster server = PostgresCluster.start();
        KeptBed kept =
            new KeptBed(
                folder, server, List.of("primary", "offsite"), Map.of("mark-every", every))) {
      kept.receive();
      ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor();
      var unused = tending.scheduleWithFixedDelay(kept.keep::tend, 0, 1, TimeUnit.SECONDS);
      Wait.until(
          "a mark is kept",
          () -> kept.store.find("shop", "db").flatMap(it -> it.safeAt()).isPresent());
      AtomicBoolean writing = new AtomicBoolean(true);
      AtomicLong rows = new AtomicLong();
      Thread load = load(server, writing, rows);
      List<Long> ages = new ArrayList<>();
      Instant end = Instant.now().plus(lasts);
      while (Instant.now().isBefore(end)) {
        Thread.sleep(100);
        ages.add(Duration.between(kept.state().safeAt().orElseThrow(), Instant.now()).toMillis());
      }
      writing.set(false);
      load.join();
      tending.shutdownNow();
      Collections.sort(ages);
      System.out.printf(
          "achieved RPO, mark every %s, %d s, %d transactions, %d pieces: least %d ms, median %d ms,"
              + " 95 %% %d ms, 99 %% %d ms, most %d ms%n",
          every,
          lasts.toSeconds(),
          rows.get(),
          kept.bed.kept("primary").size(),
          ages.get(0),
          ages.get(ages.size() / 2),
          ages.get(ages.size() * 95 / 100),
          ages.get(ages.size() * 99 / 100),
          ages.get(ages.size() - 1));
      assertThat(ages).isNotEmpty();
    }
  }

  /** Small transactions of one client, as many as it can. */
  private static Thread load(PostgresCluster server, AtomicBoolean writing, AtomicLong rows) {
    server.sql("postgres", "create table load (id bigserial primary key, filler text)");
    Thread thread =
        new Thread(
            () -> {
              try (var connection = server.connect("postgres");
                  var insert =
                      connection.prepareStatement(
                          "insert into load (filler) values (repeat(md5(random()::text), 10))")) {
                while (writing.get()) {
                  insert.executeUpdate();
                  rows.incrementAndGet();
                }
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}

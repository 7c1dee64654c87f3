package io.drillbook.usecase.log;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.LogSeal;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.log.LogNeed;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.LogsInMemory;
import io.drillbook.usecase.incident.NotifyPeople;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.mockito.Mockito;

/** Real vaults and keys, and a source whose log is made up: pieces 0001, 0002 and so on. */
final class LogDesk {
  static final String SERIES = "7000";

  final Bench bench;
  final KeptBed.Ahead clock = new KeptBed.Ahead();
  final LogsInMemory store = new LogsInMemory();
  final MadeUpLog log = new MadeUpLog();
  final LogSubject subject;
  final LogTools tools;
  final List<String> ordered = new ArrayList<>();

  LogDesk(Path folder) {
    bench = new Bench(folder);
    subject = new LogSubject(bench.plan(), "db", log);
    tools =
        new LogTools(
            bench.configured(),
            bench.keys,
            bench.catalog,
            store,
            new TellOfLog(new NotifyPeople(Mockito.mock(OutboxStore.class), clock)),
            ordered::add,
            folder.resolve("spools"),
            clock);
  }

  LogBook book() {
    return new LogBook(subject, tools);
  }

  ShipPieces ships(ShipPieces.Account account) {
    LogPlaces places = LogPlaces.of(subject.plan(), "db", bench.configured());
    return new ShipPieces(places, bench.keys, clock, account, new ReentrantLock());
  }

  StoredLog stored(String vault) {
    return new StoredLog(bench.vaults.get(vault), "shop", "db");
  }

  void put(String vault, String series, String name) {
    LogSeal seal =
        new LogSeal(bench.keys.recipients(List.of("ops", "escrow")), bench.keys.signer("signer"));
    stored(vault).put(series, name, Bench.NOW, content(name), seal);
  }

  /** A sealed point that needs the log from this piece on. */
  void point(String point, String piece) {
    bench.catalog.begin("shop", point, "backup-" + point, clock.instant());
    bench.catalog.saveCapture(
        "shop",
        point,
        new SourceCapture("db", "made-up", clock.instant(), Map.of("piece", piece), Map.of()),
        List.of());
    bench.catalog.seal("shop", point, clock.instant(), List.of("primary"));
  }

  static LogSink.Content content(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Pieces are numbers. */
  static final class MadeUpLog implements LogSource {
    int marks;
    int looks;

    @Override
    public boolean keepsLog(Settings settings) {
      return true;
    }

    @Override
    public Duration markEvery(Settings settings) {
      return Duration.ofMinutes(1);
    }

    @Override
    public void receive(
        String name, Settings settings, Path spool, LogSink sink, StepContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LogMark mark(String name, Settings settings) {
      marks++;
      return new LogMark(Instant.now(), SERIES, "9999");
    }

    @Override
    public LogHealth health(String name, Settings settings) {
      looks++;
      return new LogHealth(SERIES, true, true, 0, OptionalLong.empty(), false, "0/0");
    }

    @Override
    public String place(String name, Settings settings) {
      return name;
    }

    @Override
    public void release(String name, Settings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> gap(Collection<String> names, long pieceBytes) {
      TreeSet<String> all = new TreeSet<>(names);
      for (int n = Integer.parseInt(all.first()); n < Integer.parseInt(all.last()); n++) {
        String name = "%04d".formatted(n);
        if (!all.contains(name)) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    }

    @Override
    public Optional<LogNeed> need(SourceCapture capture) {
      return Optional.of(new LogNeed(SERIES, capture.facts().get("piece")));
    }

    @Override
    public boolean isOlder(String name, String first) {
      return name.compareTo(first) < 0;
    }
  }
}

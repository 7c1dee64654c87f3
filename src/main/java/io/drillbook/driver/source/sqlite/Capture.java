package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes one capture: copies, checks the copy, and only then hands it on. */
final class Capture {
  static final String FORMAT = "sqlite";

  private static final int BUFFER = 256 * 1024;
  private static final int NAMED = 5;

  private final String source;
  private final SqliteSettings settings;
  private final MemberSink sink;
  private final StepContext context;
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, Long> contents = new TreeMap<>();

  Capture(String source, SqliteSettings settings, MemberSink sink, StepContext context) {
    this.source = source;
    this.settings = settings;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take(Clock clock) {
    Place place = Place.source(settings.path());
    Path parent = settings.temporary().orElse(Path.of(System.getProperty("java.io.tmpdir")));
    try (Workroom room = Workroom.open(parent, place, place.bytes())) {
      note(place);
      Instant dataTime = copy(place, room.copy(), clock);
      context.cancellation().check();
      check(room.copy());
      stream(room.copy());
      return new SourceCapture(source, SqliteSourceDriver.KIND, dataTime, facts, contents);
    } catch (IOException e) {
      throw SqliteFaults.reading(settings.path().toString(), e);
    }
  }

  private void note(Place place) throws IOException {
    Stat stat = Stat.of(place.path());
    facts.put("path", place.path().toString());
    facts.put("identity", place.probe().identity());
    facts.put("library-version", Database.version());
    facts.put(Ownership.MODE, Integer.toOctalString(stat.permissions()));
    facts.put(Ownership.OWNER, stat.owner().getName());
    facts.put(Ownership.GROUP, stat.group().getName());
  }

  private Instant copy(Place place, Path to, Clock clock) {
    String subject = settings.path().toString();
    try (Database live = Database.live(place.path())) {
      Instant dataTime = clock.instant();
      live.holdSnapshot();
      int result = live.backup(to, (done, all) -> context.progress(source + " (copy)", done, all));
      if (result != 0) {
        throw SqliteFaults.capturing(subject, result, "the copy failed", null);
      }
      return dataTime;
    } catch (SQLException e) {
      throw SqliteFaults.capturing(subject, e);
    }
  }

  private void check(Path copy) throws IOException {
    String subject = settings.path().toString();
    Header header = new Place(copy).header();
    facts.put("page-size", String.valueOf(header.pageSize()));
    facts.put("journal", header.wal() ? "wal" : "rollback");
    facts.put("written-by", "SQLite " + header.writtenBy());
    try (Database still = Database.still(copy)) {
      context.cancellation().onCancel(still::interrupt);
      contents.put(Contents.FINDINGS, findings(still));
      contents.putAll(Contents.of(still, context));
    } catch (SQLException e) {
      context.cancellation().check();
      throw SqliteFaults.capturing(subject, e);
    }
    if (contents.get(Contents.SCHEMA) == 0 && !settings.allowEmpty()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture a database without any table: '" + subject + "'",
          "Check that the path names the right file; 'allow-empty: true' lets it pass.");
    }
  }

  private long findings(Database copy) throws SQLException {
    List<String> found;
    long count;
    try {
      found = Contents.findings(copy);
      count = found.size();
    } catch (SQLException e) {
      context.cancellation().check();
      found = List.of("integrity_check could not be done: " + e.getMessage());
      count = Contents.UNKNOWN;
    }
    if (found.isEmpty()) {
      return count;
    }
    String some = String.join("; ", found.subList(0, Math.min(NAMED, found.size())));
    if (!settings.allowFindings()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to accept a copy that is not sound: '" + settings.path() + "': " + some,
          "The database itself is damaged or not as it says; restore an older point or mend it."
              + " 'allow-findings: true' captures it as it is.");
    }
    facts.put(Contents.FINDINGS, some);
    return count;
  }

  private void stream(Path copy) {
    try (InputStream in = Files.newInputStream(copy);
        OutputStream member = sink.open("", FORMAT)) {
      long all = Files.size(copy);
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        context.cancellation().check();
        member.write(buffer, 0, n);
        done += n;
        context.progress(source, done, all);
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw SqliteFaults.writing(source, e);
    }
  }
}

package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings one capture back: into a private folder, checked there, then put in place. */
final class Restore {
  private static final int BUFFER = 256 * 1024;

  private final SourceCapture capture;
  private final Member member;
  private final MemberReader reader;
  private final SqliteSettings settings;
  private final Place target;
  private final ProductionGuard guard;
  private final StepContext context;
  private final RunMark mark;
  private final Staging staging;
  private final Takeover takeover;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      Member member,
      MemberReader reader,
      SqliteSettings settings,
      ProductionGuard guard,
      StepContext context) {
    this.capture = capture;
    this.member = member;
    this.reader = reader;
    this.settings = settings;
    this.target = Place.target(settings.path());
    this.guard = guard;
    this.context = context;
    this.mark = RunMark.of(context.runId(), target, capture.dataTime(), List.of(member));
    this.staging = new Staging(mark, context.attempt());
    this.takeover = new Takeover(target, mark);
  }

  RestoreReport run() {
    guard.check(target);
    if (mark.isDone()) {
      staging.removeLeftovers();
      return confirm();
    }
    takeover.requireFree();
    staging.removeLeftovers();
    requireRoom();
    staging.create();
    try {
      return fill();
    } finally {
      cleanUp();
    }
  }

  /**
   * An earlier attempt of this run came to its end, and only its answer was lost. Contents were
   * compared before it took effect; since then the application may have changed them.
   */
  private RestoreReport confirm() {
    try (Database live = Database.live(target.path())) {
      live.holdSnapshot();
      return new RestoreReport(
          contents(live), List.of("an earlier attempt of this run had restored it"), true);
    } catch (SQLException e) {
      throw SqliteFaults.comparing(target.path().toString(), e);
    }
  }

  private RestoreReport fill() {
    try {
      write();
      Map<String, Long> found = proven(staging.file());
      compare(capture.contents(), found);
      new Ownership(settings, capture.facts(), notes).give(staging.file());
      Disk.sync(staging.file());
      context.cancellation().check();
      guard.check(target);
      staging.requireThere();
      takeover.take(staging.file(), notes);
      return new RestoreReport(found, notes, false);
    } catch (IOException e) {
      throw SqliteFaults.restoring(target.path().toString(), e);
    }
  }

  private void write() throws IOException {
    try (InputStream content = reader.open(member);
        OutputStream out =
            Files.newOutputStream(
                staging.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        context.cancellation().check();
        out.write(buffer, 0, n);
        done += n;
        context.progress(member.file(), done, member.contentBytes());
      }
    }
  }

  private Map<String, Long> proven(Path file) {
    try (Database still = Database.still(file)) {
      return contents(still);
    } catch (SQLException e) {
      context.cancellation().check();
      throw SqliteFaults.comparing(target.path().toString(), e);
    }
  }

  private Map<String, Long> contents(Database database) throws SQLException {
    context.cancellation().onCancel(database::interrupt);
    Map<String, Long> found = new TreeMap<>();
    found.put(Contents.FINDINGS, findings(database));
    found.putAll(Contents.of(database, context));
    return found;
  }

  private long findings(Database database) throws SQLException {
    try {
      return Contents.findings(database).size();
    } catch (SQLException e) {
      context.cancellation().check();
      if (capture.contents().getOrDefault(Contents.FINDINGS, 0L) == Contents.UNKNOWN) {
        return Contents.UNKNOWN;
      }
      throw e;
    }
  }

  private static void compare(Map<String, Long> expected, Map<String, Long> found) {
    Map<String, String> wrong = new TreeMap<>();
    expected.forEach(
        (name, count) -> {
          if (!count.equals(found.get(name))) {
            wrong.put(name, found.get(name) + " instead of " + count);
          }
        });
    if (!wrong.isEmpty() || !expected.keySet().equals(found.keySet())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '" + wrong + "'",
          "Nothing was put in place; verify the recovery point or choose another one.");
    }
  }

  private void requireRoom() {
    try {
      long room = Files.getFileStore(target.folder()).getUsableSpace();
      if (room < member.contentBytes()) {
        throw new Fault(
            FaultCode.DISK_FULL,
            "unable to restore %d bytes, only %d are free: '%s'"
                .formatted(member.contentBytes(), room, target.folder()),
            "Make room there or name another target.");
      }
    } catch (IOException e) {
      throw SqliteFaults.restoring(target.folder().toString(), e);
    }
  }

  /** Plain text stays nowhere; what cannot be removed now, the next attempt removes. */
  private void cleanUp() {
    try {
      staging.remove();
    } catch (Fault e) {
      notes.add(e.getMessage());
    }
  }
}

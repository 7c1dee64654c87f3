package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings one cluster back: filled and replayed beside the target, then put in place and started.
 */
final class Restore {
  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final Optional<Replay> replay;
  private final Place target;
  private final ProductionGuard guard;
  private final ServerPrograms programs;
  private final StepContext context;
  private final RunMark mark;
  private final Staging staging;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      Parts parts,
      MemberReader reader,
      Optional<Replay> replay,
      Place target,
      ProductionGuard guard,
      ServerPrograms programs,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.replay = replay;
    this.target = target;
    this.guard = guard;
    this.programs = programs;
    this.context = context;
    this.mark = RunMark.of(context.runId(), target, parts.members(), Recovery.words(replay));
    this.staging = new Staging(mark, context.attempt(), programs);
  }

  RestoreReport run() {
    guard.check(target, capture.facts());
    int major = Integer.parseInt(capture.facts().get(ClusterFacts.SERVER_MAJOR));
    ClientTools tools = programs.find(target.settings(), major);
    if (mark.isDone()) {
      staging.removeLeftovers();
      return confirm(tools);
    }
    requireFree();
    Recovery recovery =
        replay
            .map(it -> Recovery.to(capture, it, target.timeline()))
            .orElseGet(() -> Recovery.ofBackup(capture));
    staging.removeLeftovers();
    try {
      return fill(tools, recovery);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private RestoreReport fill(ClientTools tools, Recovery recovery) {
    staging.create();
    Manifest manifest = new Unpack(capture, parts, reader, context).into(staging.path());
    Map<String, Long> found = Contents.of(manifest, ClusterFacts.databases(capture));
    compare(found);
    Configuration configuration =
        new Configuration(
            staging.path(), capture.facts(), target.settings().texts(PhysicalSettings.PARAMETERS));
    RunAs user = target.user();
    OwnServer server = new OwnServer(staging.path(), tools, user);
    Reached reached =
        new Recovering(capture, recovery, server, configuration, staging.path(), user, target)
            .run(context);
    notes.addAll(reached.notes());
    configuration.forUse(target.address(), target.port());
    user.own(staging.path(), context.cancellation());
    server.sync(context.cancellation());
    take(reached);
    start(tools);
    return new RestoreReport(found, notes, false, replay.isPresent() ? reached.at() : none());
  }

  /** The list was compared with the files; here with what the recovery point says of the list. */
  private void compare(Map<String, Long> found) {
    if (!found.equals(capture.contents())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + found.get("files")
              + " files instead of "
              + capture.contents().get("files")
              + "'",
          "Nothing was put in place; verify the recovery point or choose another one.");
    }
  }

  private void requireFree() {
    if (mark.isOurs()) {
      // Somebody decided on another recovery point or time: what the run brought may go again.
      return;
    }
    if (!target.isFree()) {
      throw TargetFaults.notEmpty(target.path());
    }
    target.requirePort();
  }

  private void take(Reached reached) {
    context.cancellation().check();
    staging.requireNewest();
    requireFree();
    try {
      if (mark.isOurs()) {
        staging.remove(target.path());
      }
      mark.write(staging.path(), reached.at().map(Instant::toString).orElse(""));
      Files.move(staging.path(), target.path(), StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(target.parent());
    } catch (IOException e) {
      throw target.isFree()
          ? TargetFaults.of(target.path(), e)
          : TargetFaults.notEmpty(target.path());
    }
  }

  private void start(ClientTools tools) {
    OwnServer server = new OwnServer(target.path(), tools, target.user());
    if (!OwnServer.isRunning(target.path()) && !server.start(context.cancellation())) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to start the restored server: '" + target.path() + "'",
          "Everything is in place; its log '" + OwnServer.LOG + "' there says what it lacks.");
    }
  }

  /** An earlier attempt of this run came to its end, or nearly, and only its answer was lost. */
  private RestoreReport confirm(ClientTools tools) {
    start(tools);
    String at = mark.reached();
    return new RestoreReport(
        capture.contents(),
        List.of("an earlier attempt of this run had restored it"),
        true,
        replay.isPresent() && !at.isEmpty() ? Optional.of(Instant.parse(at)) : none());
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  /** A failed attempt leaves no half cluster; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try {
      if (Files.exists(staging.path())) {
        staging.remove(staging.path());
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}

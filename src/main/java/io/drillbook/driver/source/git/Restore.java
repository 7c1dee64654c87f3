package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Free;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Brings one capture back: into a staging folder, compared there, then put in place. */
final class Restore {
  private static final String REPOSITORY = "repository.git";

  private final SourceCapture capture;
  private final Parts parts;
  private final Unbundle unbundle;
  private final Place target;
  private final ProductionGuard guard;
  private final StepContext context;
  private final RunMark mark;
  private final Staging staging;
  private final Takeover takeover;

  Restore(
      SourceCapture capture,
      Parts parts,
      Unbundle unbundle,
      Place target,
      ProductionGuard guard,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.unbundle = unbundle;
    this.target = target;
    this.guard = guard;
    this.context = context;
    this.mark = RunMark.of(context.runId(), target, capture.dataTime(), parts.members());
    this.staging = new Staging(mark, context.attempt());
    this.takeover = new Takeover(target, mark, staging);
  }

  RestoreReport run() {
    if (mark.isDone()) {
      staging.removeLeftovers();
      return new RestoreReport(
          unbundle.count(target.path()),
          List.of("an earlier attempt of this run had restored it"),
          true);
    }
    takeover.requireFree();
    staging.removeLeftovers();
    requireRoom();
    staging.create();
    try {
      return fill();
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private RestoreReport fill() {
    Path repository = staging.path().resolve(REPOSITORY);
    Map<String, Long> found = unbundle.into(staging.path(), repository);
    context.cancellation().check();
    guard.check(target);
    try {
      takeover.take(repository);
    } catch (IOException e) {
      throw GitFaults.writing(target.path().toString(), e);
    }
    staging.remove(staging.path());
    return new RestoreReport(found, notes(), false);
  }

  private List<String> notes() {
    String lfs = capture.facts().getOrDefault(Parts.LFS_PART, "");
    return lfs.startsWith("ignored")
        ? List.of("large files of Git LFS are not in this capture, only pointers to them")
        : List.of();
  }

  private void requireRoom() {
    Room room = Free.beside(target.parent());
    long needed = parts.room();
    if (room.free().isPresent() && room.free().getAsLong() < needed) {
      throw new Fault(
          FaultCode.DISK_FULL,
          "unable to restore %d bytes, only %d are free: '%s'"
              .formatted(needed, room.free().getAsLong(), target.parent()),
          "Make room there or name another target.");
    }
  }

  /** A failed attempt leaves no half folder; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try {
      staging.remove(staging.path());
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}

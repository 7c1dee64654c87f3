package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings one capture back: into a staging folder, compared there, then put in place. */
final class Restore {
  private final SourceCapture capture;
  private final Parts parts;
  private final Selection selection;
  private final MemberReader reader;
  private final Place target;
  private final ProductionGuard guard;
  private final StepContext context;
  private final RunMark mark;
  private final Staging staging;
  private final Takeover takeover;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      Parts parts,
      Selection selection,
      MemberReader reader,
      Place target,
      ProductionGuard guard,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.selection = selection;
    this.reader = reader;
    this.target = target;
    this.guard = guard;
    this.context = context;
    this.mark = RunMark.of(context.runId(), target, capture.dataTime(), parts.members(), selection);
    this.staging = new Staging(mark, context.attempt());
    this.takeover = new Takeover(target, mark, staging);
  }

  RestoreReport run() {
    guard.check(target);
    if (mark.isDone()) {
      staging.removeLeftovers();
      return new RestoreReport(
          census(target.path()).contents(),
          List.of("an earlier attempt of this run had restored it"),
          true);
    }
    target.requireNoMount();
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
    try {
      Tree tree = new Tree(staging.path());
      if (parts.list().isPresent()) {
        new ListedRestore(tree, parts, selection, reader, context).run();
      } else {
        plain(tree);
      }
      Map<String, Long> found = census(staging.path()).contents();
      if (selection.isAll()) {
        compare(capture.contents(), found);
      } else {
        requireFound();
      }
      tree.finish();
      note(tree);
      context.cancellation().check();
      guard.check(target);
      takeover.take();
      return new RestoreReport(found, notes, false);
    } catch (IOException e) {
      throw DirectoryFaults.restoring(target.path().toString(), e);
    }
  }

  private void plain(Tree tree) {
    List<SideBySide.Part> streams = new ArrayList<>();
    for (Member member : parts.archives()) {
      streams.add(inner -> new Unpack(tree, selection, reader, parts.sums(), inner).run(member));
    }
    SideBySide.run(context, streams);
  }

  /** Counts what is there, and makes it durable while it is at it. */
  private Census census(Path root) {
    Census census = new Census();
    Cancellation cancellation = context.cancellation();
    new Walk(root, path -> false, census, new Findings(true), cancellation)
        .run(item -> count(item, census));
    return census;
  }

  private static void count(Item item, Census census) {
    try {
      if (item.stat().isFolder()) {
        census.folder();
        Disk.sync(item.path());
      } else if (item.stat().isLink()) {
        census.link();
      } else {
        census.file(item.group(), item.stat().size());
        Disk.sync(item.path());
      }
    } catch (IOException e) {
      throw DirectoryFaults.restoring(RawName.shown(item.name()), e);
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

  private void requireFound() {
    String only = selection.only().orElseThrow();
    if (!Files.exists(RawName.below(staging.path(), only), LinkOption.NOFOLLOW_LINKS)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the path in the recovery point: '" + RawName.shown(only) + "'",
          "Look at 'only' of the target, or choose another point: it may not have been there.");
    }
    notes.add("only '" + RawName.shown(only) + "' was restored, nothing else of the source");
  }

  private void requireRoom() {
    // How large a part is nobody knows before.
    long needed = selection.isAll() ? capture.contents().getOrDefault("bytes", 0L) : 0;
    try {
      long room = Files.getFileStore(target.parent()).getUsableSpace();
      if (room < needed) {
        throw new Fault(
            FaultCode.DISK_FULL,
            "unable to restore %d bytes, only %d are free: '%s'"
                .formatted(needed, room, target.parent()),
            "Make room there or name another target.");
      }
    } catch (IOException e) {
      throw DirectoryFaults.restoring(target.parent().toString(), e);
    }
  }

  private void note(Tree tree) {
    if (!tree.hasOwners()) {
      notes.add("owners and groups are those of Drillbook's user: only root may set others");
    }
    if (tree.lacksAttributes()) {
      notes.add("extended attributes were left out: the target's file system does not take them");
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

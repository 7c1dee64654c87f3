package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Brings one capture back: into a staging folder, compared there, renamed, and then in place. */
final class Restore {
  private final SourceCapture capture;
  private final Member member;
  private final MemberReader reader;
  private final Target target;
  private final boolean place;
  private final StepContext context;
  private final String run;
  private final String content;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Target target,
      boolean place,
      StepContext context) {
    this.capture = capture;
    this.member = FilesSourceDriver.only(members);
    this.reader = reader;
    this.target = target;
    this.place = place;
    this.context = context;
    this.run = context.runId();
    this.content = Target.content(capture, members);
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    target.requireFree(run);
    Path staging = target.staging(run, context.attempt());
    boolean before = target.isDone(run, content);
    try {
      Map<String, Long> found = before ? count(target.path()) : fill(staging);
      if (!before || (place && !target.isPlaced())) {
        notes.addAll(new Difference(target.path(), context.cancellation()).lines());
      }
      if (place && !target.isPlaced()) {
        notes.addAll(new Placement(target.path(), run).run(context.cancellation()));
        target.markPlaced(run, content);
      }
      return new RestoreReport(found, notes, before);
    } catch (IOException e) {
      throw FilesFaults.restoring(target.path(), e);
    }
  }

  private Map<String, Long> fill(Path staging) throws IOException {
    try {
      Tree tree = new Tree(staging);
      new Unpack(member, reader, context).run(tree);
      Map<String, Long> found = count(staging);
      if (!found.equals(capture.contents())) {
        throw new Fault(
            FaultCode.CONTENT_MISMATCH,
            "unable to confirm that everything came back: '"
                + found
                + "' instead of '"
                + capture.contents()
                + "'",
            "Nothing was put in place; verify the recovery point or choose another one.");
      }
      tree.finish();
      if (!tree.hasOwners()) {
        notes.add("owners and groups are those of Drillbook's user: only root may set others");
      }
      context.cancellation().check();
      target.take(staging, run, content);
      return found;
    } catch (RuntimeException | IOException e) {
      try {
        Disk.removeTree(staging);
      } catch (IOException more) {
        e.addSuppressed(more);
      }
      throw e;
    }
  }

  private static Map<String, Long> count(Path root) throws IOException {
    Census census = new Census();
    for (String part : List.of(Layout.FILES, Layout.OUTPUTS)) {
      if (Files.exists(root.resolve(part))) {
        try (Stream<Path> all = Files.walk(root.resolve(part))) {
          for (Path path : (Iterable<Path>) all::iterator) {
            count(Stat.of(path), census);
          }
        }
      }
    }
    return census.contents();
  }

  private static void count(Stat stat, Census census) {
    if (stat.isFolder()) {
      census.folder();
    } else if (stat.isLink()) {
      census.link();
    } else {
      census.file(stat.size());
    }
  }
}

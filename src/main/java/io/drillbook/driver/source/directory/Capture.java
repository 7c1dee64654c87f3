package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Takes one capture: one thread walks, the others write an archive each. */
final class Capture {
  private final String source;
  private final DirectorySettings settings;
  private final MemberSink sink;
  private final StepContext context;
  private final Findings findings;
  private final Census census = new Census();
  private final AtomicLong bytes = new AtomicLong();

  Capture(String source, DirectorySettings settings, MemberSink sink, StepContext context) {
    this.source = source;
    this.settings = settings;
    this.sink = sink;
    this.context = context;
    this.findings = new Findings(settings.allowChanging());
  }

  /** What is there; {@code dataTime} is the moment before the walk began. */
  SourceCapture take(Instant dataTime) {
    Path root = Place.source(settings.path()).path();
    String subject = source + "." + Parts.SUMS_PART;
    try {
      Sums.Writer sums =
          new Sums.Writer(new BufferedOutputStream(sink.open(Parts.SUMS_PART, Parts.SUMS)), source);
      writeAll(root, sums);
      sums.close();
    } catch (IOException e) {
      throw DirectoryFaults.writing(subject, e);
    }
    refuseEmpty(root);
    return new SourceCapture(
        source, DirectorySourceDriver.KIND, dataTime, facts(root), census.contents());
  }

  private void writeAll(Path root, Sums.Writer sums) {
    Distribution distribution = new Distribution();
    List<SideBySide.Part> parts = new ArrayList<>();
    parts.add(
        inner -> {
          inner.cancellation().onCancel(distribution::stop);
          new Walk(root, settings::excludes, census, findings, inner.cancellation())
              .run(distribution::put);
          distribution.end();
        });
    for (int i = 0; i < settings.members(); i++) {
      int number = i;
      parts.add(inner -> write(number, distribution, sums, inner));
    }
    SideBySide.run(context, parts);
  }

  private void write(int number, Distribution distribution, Sums.Writer sums, StepContext inner) {
    Item first = distribution.take(number);
    if (first == null) {
      return;
    }
    String part = String.valueOf(number);
    Archive archive = new Archive(sink.open(part, Parts.TAR), findings);
    FileReader files = new FileReader(archive, sums, findings, this::progress, inner);
    try {
      for (Item item = first; item != null; item = distribution.take(number)) {
        inner.cancellation().check();
        write(item, archive, files);
      }
      archive.close();
    } catch (IOException e) {
      context.cancellation().check();
      throw DirectoryFaults.writing(source + "." + part, e);
    }
  }

  private void write(Item item, Archive archive, FileReader files) throws IOException {
    archive.folder(item.folder());
    if (item.stat().isFolder()) {
      census.folder();
      progress(0);
    } else if (item.stat().isLink()) {
      symbolicLink(item, archive);
    } else if (archive.hardLink(item.name(), item.stat())) {
      census.file(item.group(), item.stat().size());
    } else {
      long size = files.read(item);
      if (size >= 0) {
        census.file(item.group(), size);
      }
    }
  }

  private void symbolicLink(Item item, Archive archive) throws IOException {
    String target;
    try {
      target = RawName.ofTarget(Files.readSymbolicLink(item.path()));
    } catch (java.nio.file.FileSystemException e) {
      findings.vanished(item.name());
      return;
    }
    archive.symbolicLink(item.name(), target, item.stat());
    census.link();
  }

  private void progress(long more) {
    context.progress(source, bytes.addAndGet(more), -1);
  }

  private void refuseEmpty(Path root) {
    if (census.isEmpty() && !settings.allowEmpty()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty folder: '" + root + "'",
          "Is its file system mounted? 'allow-empty: true' lets it pass.");
    }
  }

  private Map<String, String> facts(Path root) {
    Map<String, String> facts = findings.facts();
    facts.put("path", root.toString());
    facts.put("format", "tar: PAX times and numbers, GNU long names");
    return facts;
  }
}

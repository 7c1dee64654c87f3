package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Takes one capture: one thread walks, the others write an archive each. */
final class Capture {
  private static final int BUFFER = 64 * 1024;

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
    Map<String, String> facts = new TreeMap<>();
    try {
      if (settings.fullEvery().isEmpty()) {
        plain(root);
      } else {
        facts.putAll(listed(root, dataTime, settings.fullEvery().get()));
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw DirectoryFaults.writing(source, e);
    }
    refuseEmpty(root);
    facts.putAll(findings.facts());
    facts.put("path", root.toString());
    facts.put("format", "tar: PAX times and numbers, GNU long names");
    return new SourceCapture(
        source, DirectorySourceDriver.KIND, dataTime, facts, census.contents());
  }

  private void plain(Path root) throws IOException {
    Sums.Writer sums =
        new Sums.Writer(new BufferedOutputStream(sink.open(Parts.SUMS_PART, Parts.SUMS)), source);
    Distribution distribution = new Distribution();
    SideBySide.Part walk =
        inner -> {
          inner.cancellation().onCancel(distribution::stop);
          walk(root, inner).run(item -> distribution.put(new Work(item, null, null)));
          distribution.end();
        };
    writeAll(walk, distribution, new Plain(sums));
    sums.close();
  }

  private Map<String, String> listed(Path root, Instant now, Duration fullEvery)
      throws IOException {
    Basis basis = sink.basis();
    Chain chain = Chain.of(basis, fullEvery, now);
    Gone gone = new Gone(sink);
    ListWriter list =
        new ListWriter(new BufferedOutputStream(sink.openKept(Parts.LIST_PART), BUFFER));
    if (chain.base().isEmpty()) {
      list(root, new Listing(list, null, gone, now));
      Map<String, String> facts = new TreeMap<>(chain.lineage().facts());
      facts.put("full because", chain.why());
      return facts;
    }
    try (ListReader earlier = new ListReader(basis.kept().get())) {
      Comparison comparison = new Comparison(earlier, chain.base().get().point(), gone);
      Map<String, String> facts = new TreeMap<>(chain.lineage().facts());
      facts.putAll(list(root, new Listing(list, comparison, gone, now)));
      return facts;
    }
  }

  private Map<String, String> list(Path root, Listing listing) throws IOException {
    Distribution distribution = new Distribution();
    SideBySide.Part walk =
        inner -> {
          inner.cancellation().onCancel(distribution::stop);
          inner.cancellation().onCancel(listing::stop);
          walk(root, inner).run(item -> handOut(item, listing, distribution));
          distribution.end();
        };
    writeAll(walk, distribution, listing);
    listing.endOfWalk();
    listing.close();
    return listing.facts();
  }

  private void handOut(Item item, Listing listing, Distribution distribution) {
    Work work = listing.next(item, census);
    if (work == null) {
      progress(0);
    } else {
      distribution.put(work);
    }
  }

  private Walk walk(Path root, StepContext inner) {
    return new Walk(root, settings::excludes, census, findings, inner.cancellation());
  }

  private void writeAll(
      SideBySide.Part walk, Distribution distribution, Archiving.Account account) {
    List<SideBySide.Part> parts = new ArrayList<>();
    parts.add(walk);
    for (int i = 0; i < settings.members(); i++) {
      int number = i;
      parts.add(inner -> write(number, distribution, account, inner));
    }
    SideBySide.run(context, parts);
  }

  private void write(
      int number, Distribution distribution, Archiving.Account account, StepContext inner) {
    String part = String.valueOf(number);
    Archive archive = new Archive(() -> sink.open(part, Parts.TAR), findings);
    Archiving archiving = new Archiving(archive, account, census, findings, this::progress, inner);
    try {
      for (Work work = distribution.take(number); work != null; work = distribution.take(number)) {
        inner.cancellation().check();
        archiving.write(work);
      }
      archive.close();
    } catch (IOException e) {
      context.cancellation().check();
      throw DirectoryFaults.writing(source + "." + part, e);
    }
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
}

package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes one capture: a mirror, checked, then one bundle of it streamed into the member. */
final class Capture {
  static final String HEAD_FACT = "head";
  static final String FORMAT_FACT = "object-format";
  static final String FSCK_FACT = "fsck-ignored";
  static final String URL_FACT = "url";
  static final String OBJECTS = "objects";
  private static final int BUFFER = 128 * 1024;

  private final String source;
  private final GitSettings settings;
  private final Git git;
  private final MemberSink sink;
  private final StepContext context;
  private final Map<String, Long> contents = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>();

  Capture(String source, GitSettings settings, Git git, MemberSink sink, StepContext context) {
    this.source = source;
    this.settings = settings;
    this.git = git;
    this.sink = sink;
    this.context = context;
  }

  /** What is there; {@code dataTime} is the moment before the copy began. */
  SourceCapture take(Instant dataTime) {
    context.progress(source, 0, -1);
    Path mirror = new Mirror(git, settings).make();
    GitFaults step = GitFaults.source("look at the copy of the repository", settings.address());
    Refs refs = Refs.of(git, step, mirror);
    describe(mirror, refs, step);
    writeNames(refs);
    if (refs.isEmpty()) {
      refuseEmpty();
      contents.put(OBJECTS, 0L);
    } else {
      contents.put(OBJECTS, bundle(mirror, refs));
      largeFiles(mirror);
    }
    return new SourceCapture(source, GitSourceDriver.KIND, dataTime, facts, contents);
  }

  private void describe(Path mirror, Refs refs, GitFaults step) {
    contents.putAll(refs.counts());
    facts.put(Refs.DIGEST, refs.digest());
    facts.put(URL_FACT, settings.address().shown());
    facts.put(HEAD_FACT, head(mirror));
    facts.put(FORMAT_FACT, git.text(step, mirror, "rev-parse", "--show-object-format"));
    facts.put("git", git.text(step, mirror, "version"));
    if (!settings.fsckIgnored().isEmpty()) {
      facts.put(FSCK_FACT, String.join(" ", settings.fsckIgnored()));
    }
  }

  /** The branch that a copy begins with; empty where HEAD is a commit itself. */
  private String head(Path mirror) {
    GitFaults step = GitFaults.source("read HEAD", settings.address());
    return git.says(mirror, "symbolic-ref", "--quiet", Refs.HEAD)
        ? git.text(step, mirror, "symbolic-ref", Refs.HEAD)
        : "";
  }

  private void writeNames(Refs refs) {
    try (OutputStream member = sink.open(Parts.REFS_PART, Parts.REFS)) {
      member.write(refs.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw stopped(Parts.REFS_PART, e);
    }
  }

  private long bundle(Path mirror, Refs refs) {
    List<String> words = List.of("bundle", "create", "--quiet", "-", "--all");
    GitFaults step = GitFaults.source("bundle the repository", settings.address());
    try (ChildProcess child = git.start(mirror, words);
        OutputStream member = sink.open(Parts.BUNDLE_PART, Parts.BUNDLE)) {
      child.input().close();
      Optional<NotWhole> trouble = Optional.empty();
      BundleReader.Bundle bundle = null;
      try (InputStream output = new BufferedInputStream(child.output(), BUFFER)) {
        try {
          bundle = new BundleReader(output, member, this::progress).copy();
        } catch (NotWhole e) {
          // Git's own exit code says more; it comes only once all is read.
          output.transferTo(OutputStream.nullOutputStream());
          trouble = Optional.of(e);
        }
      }
      git.requireGood(step, child);
      if (trouble.isPresent() || !refs.ids().equals(bundle.refs())) {
        throw cut(trouble);
      }
      return bundle.objects();
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(Parts.BUNDLE_PART, e);
    }
  }

  private void progress(long bytes) {
    context.cancellation().check();
    context.progress(source + "." + Parts.BUNDLE_PART, bytes, -1);
  }

  private void largeFiles(Path mirror) {
    LfsFiles files = new LfsFiles(git, settings.address(), context);
    if (!files.areUsed(mirror)) {
      facts.put(Parts.LFS_PART, "not used");
      return;
    }
    if (settings.ignoresLfs()) {
      facts.put(Parts.LFS_PART, "ignored: the bundle holds pointers to files that are elsewhere");
      return;
    }
    files.fetch(mirror);
    try (OutputStream member = sink.open(Parts.LFS_PART, Parts.TAR)) {
      contents.putAll(files.write(mirror, member, source + "." + Parts.LFS_PART));
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(Parts.LFS_PART, e);
    }
    facts.put(Parts.LFS_PART, "captured");
  }

  private void refuseEmpty() {
    if (!settings.mayBeEmpty()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty repository: '" + settings.address().shown() + "'",
          "Is it the right one? 'may-be-empty: true' lets it pass.");
    }
  }

  private Fault cut(Optional<NotWhole> trouble) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to bundle the repository: '"
            + settings.address().shown()
            + "': "
            + trouble.map(NotWhole::getMessage).orElse("it lacks names that are in the repository"),
        "Git ended well all the same; is 'git' a wrapper that hides an error?",
        trouble.orElse(null));
  }

  private Fault stopped(String part, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the member: '" + source + "." + part + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }
}

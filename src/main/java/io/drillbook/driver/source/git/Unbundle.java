package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a bare repository of a capture's members and compares it with what was captured. */
final class Unbundle {
  private static final int BUFFER = 128 * 1024;

  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final Git git;
  private final StepContext context;
  private final FaultCode otherwise;

  /**
   * Work on one capture.
   *
   * @param otherwise the code where git fails and does not say why
   */
  Unbundle(
      SourceCapture capture,
      Parts parts,
      MemberReader reader,
      Git git,
      StepContext context,
      FaultCode otherwise) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.git = git;
    this.context = context;
    this.otherwise = otherwise;
  }

  /**
   * Makes the repository within a folder.
   *
   * @return what was found in it
   * @throws Fault CONTENT_MISMATCH where a member is not whole or differs from the capture
   */
  Map<String, Long> into(Path folder, Path repository) {
    try {
      Refs refs = names();
      if (parts.bundle().isPresent()) {
        unbundle(parts.bundle().get(), refs, folder, repository);
      } else {
        init(repository);
      }
      head(repository, refs);
      if (parts.lfs().isPresent()) {
        largeFiles(parts.lfs().get(), repository);
      }
      Map<String, Long> found = count(repository);
      compare(refs, Refs.of(git, step("read the names"), repository), found);
      return found;
    } catch (NotWhole e) {
      throw notWhole(e.getMessage(), e);
    } catch (IOException e) {
      context.cancellation().check();
      throw GitFaults.writing(folder.toString(), e);
    }
  }

  /** Counts as a capture does. */
  Map<String, Long> count(Path repository) {
    Map<String, Long> found =
        new TreeMap<>(Refs.of(git, step("read the names"), repository).counts());
    long objects =
        git.text(step("count the objects"), repository, "count-objects", "-v")
            .lines()
            .filter(line -> line.startsWith("count: ") || line.startsWith("in-pack: "))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
            .sum();
    found.put(Capture.OBJECTS, objects);
    if (parts.lfs().isPresent()) {
      found.putAll(LfsFiles.count(repository));
    }
    return found;
  }

  private Refs names() throws IOException {
    try (InputStream in = reader.open(parts.refs())) {
      Refs refs = Refs.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!refs.areThoseOf(capture)) {
        throw new NotWhole("its list of names is not the one that was captured");
      }
      return refs;
    }
  }

  private void unbundle(Member member, Refs refs, Path folder, Path repository) throws IOException {
    Path file = folder.resolve("capture.bundle");
    try (InputStream in = new BufferedInputStream(reader.open(member), BUFFER);
        OutputStream out = Files.newOutputStream(file)) {
      BundleReader.Bundle bundle =
          new BundleReader(in, out, bytes -> progress(member, bytes)).copy();
      if (!bundle.refs().equals(refs.ids())) {
        throw new NotWhole("its names are not those that were captured");
      }
    }
    init(folder.resolve("empty.git"));
    git.text(
        step("verify the bundle"),
        folder.resolve("empty.git"),
        "bundle",
        "verify",
        "--quiet",
        file.toString());
    git.text(
        step("clone the bundle"),
        folder,
        "clone",
        "--quiet",
        "--mirror",
        "--",
        file.toString(),
        repository.toString());
    Files.delete(file);
    // It would be fetched from, and what is not there any more would then be pruned away.
    git.text(step("forget the bundle"), repository, "config", "--remove-section", "remote.origin");
    List<String> ignored =
        Arrays.stream(capture.facts().getOrDefault(Capture.FSCK_FACT, "").split(" "))
            .filter(word -> !word.isEmpty())
            .toList();
    Mirror.check(git, repository, step("find the repository sound"), ignored);
  }

  private void init(Path repository) {
    git.text(
        step("make a repository"),
        git.folder(),
        "init",
        "--quiet",
        "--bare",
        "--object-format=" + capture.facts().getOrDefault(Capture.FORMAT_FACT, "sha1"),
        "--",
        repository.toString());
  }

  /** A bundle tells where HEAD leads, not by which branch. */
  private void head(Path repository, Refs refs) {
    String branch = capture.facts().getOrDefault(Capture.HEAD_FACT, "");
    if (!branch.isEmpty()) {
      git.text(step("set HEAD"), repository, "symbolic-ref", Refs.HEAD, branch);
    } else if (refs.ids().containsKey(Refs.HEAD)) {
      git.text(
          step("set HEAD"),
          repository,
          "update-ref",
          "--no-deref",
          Refs.HEAD,
          refs.ids().get(Refs.HEAD));
    }
  }

  private void largeFiles(Member member, Path repository) throws IOException {
    try (InputStream in = reader.open(member)) {
      new LfsArchive(context, member.file()).unpack(in, repository);
    }
  }

  private void compare(Refs expected, Refs there, Map<String, Long> found) {
    if (!expected.equals(there)) {
      throw notWhole("the names in it are not those that were captured", null);
    }
    if (!found.equals(capture.contents())) {
      throw notWhole(found + " instead of " + capture.contents(), null);
    }
  }

  private void progress(Member member, long bytes) {
    context.cancellation().check();
    context.progress(member.file(), bytes, member.contentBytes());
  }

  private GitFaults step(String action) {
    return new GitFaults(action, capture.source(), otherwise);
  }

  private Fault notWhole(String how, NotWhole e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to confirm that the repository came back: '" + capture.source() + "': " + how,
        "Nothing was put in place; verify the recovery point or choose another one.",
        e);
  }
}

package io.drillbook.driver.source.sops;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Kind {@code sops}: one file that SOPS encrypted, kept as it is. Its structure is captured always,
 * the file only into a member for the keys that the plan names under {@code values-to}. Neither
 * sops nor a key of the file is needed.
 */
public final class SopsSourceDriver implements SourceDriver {
  static final String KIND = "sops";
  static final String PATH = "path";
  static final String SHA256 = "sha256 of file";
  static final String JSON = "json";
  static final String SOPS = "sops";

  private final Clock clock;

  /** A driver that dates captures by this clock. */
  public SopsSourceDriver(Clock clock) {
    this.clock = clock;
  }

  static Map<String, Long> contents(Structure structure) {
    return Map.of(
        "values", (long) structure.keys().size(),
        "values encrypted", structure.encrypted(),
        "recipients", (long) structure.recipients().size());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return SopsSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Path path = Capture.found(SopsSettings.of(settings).path());
    return new SourceProbe("file " + path, "sops", path.toFile().length(), false);
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    return new Capture(source, SopsSettings.of(settings), sink, context).take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    SopsSettings settings = SopsSettings.of(target);
    Target file = Target.of(settings.path());
    guard(file, production);
    Optional.ofNullable(capture.facts().get(PATH)).map(Path::of).ifPresent(file::requireNot);
    Structure structure = structure(capture, members, reader, context);
    Optional<Member> sealed = settings.withoutValues() ? Optional.empty() : find(members, SOPS);
    Target there = sealed.isPresent() ? file : file.inventory();
    there.requireFree(context.runId());
    String content =
        capture.dataTime() + " " + members.stream().map(Member::storedSha256).toList();
    List<String> notes =
        sealed.isPresent()
            ? List.of()
            : List.of("the file did not come back: its structure is in '" + there.path() + "'");
    if (there.isDone(context.runId(), content)) {
      return new RestoreReport(contents(structure), notes, true);
    }
    byte[] bytes =
        sealed.map(member -> file(capture, member, reader, context)).orElseGet(structure::write);
    try {
      there.put(bytes, context.runId(), content);
    } catch (IOException e) {
      throw SopsFaults.restoring(there.path(), e);
    }
    return new RestoreReport(contents(structure), notes, false);
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Target file = Target.of(SopsSettings.of(target).path());
    guard(file, production);
    file.requireFree(runId);
    return new SourceProbe("file " + file.path(), "sops", -1, file.isFree());
  }

  @Override
  public void discard(Settings target, String runId) {
    Target file = Target.of(SopsSettings.of(target).path());
    for (Target one : List.of(file, file.inventory())) {
      if (!one.isFree() && !one.isOurs(runId)) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to discard what this run did not restore: '" + one.path() + "'",
            "Remove it by hand if nobody needs it.");
      }
      try {
        if (one.isOurs(runId)) {
          one.remove();
        }
      } catch (IOException e) {
        throw SopsFaults.restoring(one.path(), e);
      }
    }
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Target file = Target.of(SopsSettings.of(target).path());
    guard(file, production);
    try {
      return file.setAside(runId);
    } catch (IOException e) {
      throw SopsFaults.restoring(file.path(), e);
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    structure(capture, members, reader, context);
    find(members, SOPS)
        .filter(reader::opens)
        .ifPresent(member -> file(capture, member, reader, context));
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return find(members, SOPS).map(SopsSourceDriver::sealed).orElseGet(() -> structureOnly(members));
  }

  private static String sealed(Member member) {
    return """
        The file is **sealed**: `%s` opens with the private half of %s only, whatever else opens the rest
        of this point. What comes out is the file as sops wrote it. Set `TARGET` to a file that is not there.

        ```bash
        set -euo pipefail
        umask 077
        test ! -e "${TARGET:?}"
        gpg --decrypt %s | zstd -d > "$TARGET.new"
        mv -n "$TARGET.new" "$TARGET"
        ```

        Right is: each command ends without an error; `sops decrypt "$TARGET"` with a key of the file opens it.
        """
        .formatted(
            member.file(),
            member.recipients().stream()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(" or ")),
            member.file());
  }

  private static String structureOnly(List<Member> members) {
    return """
        The file was not captured. Which values it had and who can decrypt them is in its structure:

        ```bash
        set -euo pipefail
        gpg --decrypt %s | zstd -d > inventory.json
        ```
        """
        .formatted(find(members, JSON).map(Member::file).orElse(""));
  }

  private static Structure structure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    Member member = find(members, JSON).orElseThrow(() -> SopsFaults.notWhole("json", "missing"));
    return Structure.read(bytes(member, reader, context))
        .filter(read -> contents(read).equals(capture.contents()))
        .orElseThrow(
            () -> SopsFaults.notWhole(member.file(), "it is not the structure that was captured"));
  }

  private static byte[] file(
      SourceCapture capture, Member member, MemberReader reader, StepContext context) {
    byte[] bytes = bytes(member, reader, context);
    if (!Target.sha256(bytes).equals(capture.facts().get(SHA256))) {
      throw SopsFaults.notWhole(member.file(), "its bytes differ from the manifest");
    }
    return bytes;
  }

  private static byte[] bytes(Member member, MemberReader reader, StepContext context) {
    try (InputStream in = reader.open(member)) {
      byte[] bytes = in.readAllBytes();
      context.progress(member.file(), bytes.length, member.contentBytes());
      context.cancellation().check();
      return bytes;
    } catch (IOException e) {
      throw SopsFaults.notWhole(member.file(), String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Member> find(List<Member> members, String format) {
    return members.stream().filter(member -> member.format().equals(format)).findFirst();
  }

  private static void guard(Target target, Settings production) {
    if (!production.values().isEmpty()) {
      target.requireNot(SopsSettings.of(production).path());
    }
  }
}

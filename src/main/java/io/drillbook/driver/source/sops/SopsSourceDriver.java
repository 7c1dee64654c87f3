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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Members all = new Members(capture, members, reader, context);
    return new Restore(all, file, settings.withoutValues()).run();
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
        } else {
          one.removeLeft();
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
    Members all = new Members(capture, members, reader, context);
    all.structure();
    all.sealed().filter(reader::opens).ifPresent(all::file);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return ManualRestore.markdown(new Members(capture, members, member -> null, null));
  }

  private static void guard(Target target, Settings production) {
    if (!production.values().isEmpty()) {
      target.requireNot(SopsSettings.of(production).path());
    }
  }
}

package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Free;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code pass}: a password store, one OpenPGP file for each secret. Names, times, versions and
 * recipients are captured always; the files and their history, which hold the values, only into
 * members for the keys that the plan names under {@code values-to}.
 */
public final class PassSourceDriver implements SourceDriver {
  static final String KIND = "pass";

  private final Clock clock;

  /** A driver that dates captures by this clock. */
  public PassSourceDriver(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return PassSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Store store = Store.at(PassSettings.of(settings).path());
    if (!Files.isReadable(store.path())) {
      throw PassFaults.reading(
          store.path(), new java.nio.file.AccessDeniedException(store.path().toString()));
    }
    try {
      return store.probe();
    } catch (IOException e) {
      throw PassFaults.reading(store.path(), e);
    }
  }

  @Override
  public Room room(Settings target) {
    return Free.beside(target(target).path());
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    context.cancellation().check();
    return new Capture(source, PassSettings.of(settings), sink, context).take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    context.cancellation().check();
    Target folder = target(target);
    guard(folder, production);
    Optional.ofNullable(capture.facts().get(Members.PATH))
        .ifPresent(home -> folder.requireNot(Path.of(home)));
    return new Restore(
            new Members(capture, members, reader, context),
            folder,
            PassSettings.of(target).withoutValues())
        .run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Target folder = target(target);
    guard(folder, production);
    folder.requireFree(runId);
    try {
      return folder.probe();
    } catch (IOException e) {
      throw PassFaults.restoring(folder.path(), e);
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    Target folder = target(target);
    folder.clear(runId);
    if (folder.isFree()) {
      return;
    }
    if (!folder.isOurs(runId)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard what this run did not restore: '" + folder.path() + "'",
          "Remove it by hand if nobody needs it.");
    }
    try {
      folder.remove();
    } catch (IOException e) {
      throw PassFaults.restoring(folder.path(), e);
    }
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Target folder = target(target);
    guard(folder, production);
    try {
      return folder.setAside(runId);
    } catch (IOException e) {
      throw PassFaults.restoring(folder.path(), e);
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    Members all = new Members(capture, members, reader, context);
    all.readInventory();
    OutputStream nowhere = OutputStream.nullOutputStream();
    all.store().filter(reader::opens).ifPresent(it -> all.copy(it, Members.STORE, nowhere));
    all.history().filter(reader::opens).ifPresent(it -> all.copy(it, Members.HISTORY, nowhere));
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return ManualRestore.markdown(capture, new Members(capture, members, member -> null, null));
  }

  private static Target target(Settings settings) {
    return Target.of(PassSettings.of(settings).path());
  }

  private static void guard(Target target, Settings production) {
    if (!production.values().isEmpty()) {
      target.requireNot(PassSettings.of(production).path());
    }
  }
}

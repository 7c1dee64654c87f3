package io.drillbook.driver.source.vaultkv;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.time.Clock;
import java.util.List;

/**
 * Kind {@code vault-kv}: secrets of a key-value engine, version 2, of HashiCorp Vault or whatever
 * answers its HTTP API. Metadata is captured always; values only into a member for the keys that
 * the plan names under {@code values-to}.
 */
public final class VaultKvSourceDriver implements SourceDriver {
  static final String KIND = "vault-kv";

  private final Secrets secrets;
  private final Clock clock;

  /** A driver that takes tokens from these secrets and dates captures by this clock. */
  public VaultKvSourceDriver(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return VaultKvSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Engine engine = engine(settings, Side.SOURCE, new Cancellation());
    return engine.home().probe(engine.isEmpty());
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    Engine engine = engine(settings, Side.SOURCE, context.cancellation());
    return new Capture(source, engine, sink, context).take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    Engine engine = engine(target, Side.TARGET, context.cancellation());
    Home there = engine.home();
    Home.of(capture).requireNot(there, engine.api().settings().place());
    guard(engine, there, production);
    return new Restore(
            new Members(capture, members, reader, context),
            engine,
            engine(target, Side.TARGET, new Cancellation()))
        .run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Engine engine = engine(target, Side.TARGET, new Cancellation());
    Home there = engine.home();
    guard(engine, there, production);
    new RunMark(engine, runId).requireFree();
    return there.probe(engine.isEmpty());
  }

  @Override
  public void discard(Settings target, String runId) {
    Engine engine = engine(target, Side.TARGET, new Cancellation());
    RunMark mark = new RunMark(engine, runId);
    if (mark.isOurs()) {
      mark.removeAll();
    } else if (!engine.isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard secrets that this run did not restore: '"
              + engine.api().settings().place()
              + "'",
          "They do not carry the mark of run " + runId + "; remove them by hand if sure.");
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    Members all = new Members(capture, members, reader, context);
    Inventory inventory = all.readInventory();
    all.values()
        .filter(reader::opens)
        .ifPresent(member -> all.readValues(member, inventory, line -> {}));
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return ManualRestore.markdown(new Members(capture, members, member -> null, null));
  }

  private Engine engine(Settings settings, Side side, Cancellation cancellation) {
    return new Engine(new Api(VaultKvSettings.of(settings), secrets, side, cancellation));
  }

  /** Production that does not answer is known by its address only. */
  private void guard(Engine target, Home there, Settings production) {
    if (production.values().isEmpty()) {
      return;
    }
    VaultKvSettings home = VaultKvSettings.of(production);
    try {
      engine(production, Side.SOURCE, new Cancellation())
          .home()
          .requireNot(there, target.api().settings().place());
    } catch (Fault e) {
      if (e.code() == FaultCode.TARGET_IS_PRODUCTION) {
        throw e;
      }
      byAddress(home, target.api().settings());
    }
  }

  private static void byAddress(VaultKvSettings home, VaultKvSettings target) {
    if (home.url().equals(target.url()) && home.mount().equals(target.mount())) {
      Home lost = new Home("address", home.mount(), home.prefix(), "");
      lost.requireNot(new Home("address", target.mount(), target.prefix(), ""), target.place());
    }
  }
}

package io.drillbook.driver.source.awssecrets;

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
import java.util.Set;

/**
 * Kind {@code aws-secrets}: secrets of AWS Secrets Manager. Metadata is captured always; values
 * only into a member for the keys that the plan names under {@code values-to}.
 */
public final class AwsSecretsSourceDriver implements SourceDriver {
  static final String KIND = "aws-secrets";

  private final Secrets secrets;
  private final Clock clock;
  private final Pace pace;

  /** A driver that takes logins from these secrets and dates captures by this clock. */
  public AwsSecretsSourceDriver(Secrets secrets, Clock clock) {
    this(secrets, clock, Pace.USUAL);
  }

  AwsSecretsSourceDriver(Secrets secrets, Clock clock, Pace pace) {
    this.secrets = secrets;
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return AwsSecretsSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    try (Api api = api(settings, Side.SOURCE, new Cancellation())) {
      Account account = new Account(api);
      return account.home().probe(account.isEmpty());
    }
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    try (Api api = api(settings, Side.SOURCE, context.cancellation())) {
      return new Capture(source, new Account(api), sink, context).take(clock.instant());
    }
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    try (Api api = api(target, Side.TARGET, context.cancellation());
        Api untilTheEnd = api(target, Side.TARGET, new Cancellation())) {
      Account account = new Account(api);
      Home there = account.home();
      Home.of(capture).requireNot(there, api.settings().place());
      guard(api.settings(), there, production);
      return new Restore(
              new Members(capture, members, reader, context), account, new Account(untilTheEnd))
          .run();
    }
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    try (Api api = api(target, Side.TARGET, new Cancellation())) {
      Account account = new Account(api);
      Home there = account.home();
      guard(api.settings(), there, production);
      new RunMark(account, runId).requireFree();
      return there.probe(account.isEmpty());
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    try (Api api = api(target, Side.TARGET, new Cancellation())) {
      RunMark mark = new RunMark(new Account(api), runId);
      mark.removeAll(Set.of());
      Set<String> foreign = mark.foreign();
      if (!foreign.isEmpty()) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to discard "
                + foreign.size()
                + " secrets that this run did not restore, such as '"
                + foreign.iterator().next()
                + "': '"
                + api.settings().place()
                + "'",
            "They do not bear the tag of run " + runId + "; remove them by hand if sure.");
      }
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

  private Api api(Settings settings, Side side, Cancellation cancellation) {
    return new Api(AwsSecretsSettings.of(settings), secrets, pace, side, cancellation);
  }

  /** Production that does not answer, or has no secret left, is known by its address only. */
  private void guard(AwsSecretsSettings target, Home there, Settings production) {
    if (production.values().isEmpty()) {
      return;
    }
    AwsSecretsSettings home = AwsSecretsSettings.of(production);
    byAddress(home, target);
    try (Api api = api(production, Side.SOURCE, new Cancellation())) {
      new Account(api).home().requireNot(there, target.place());
    } catch (Fault e) {
      if (e.code() == FaultCode.TARGET_IS_PRODUCTION) {
        throw e;
      }
    }
  }

  private static void byAddress(AwsSecretsSettings home, AwsSecretsSettings target) {
    if (home.endpoint().equals(target.endpoint()) && home.accessKey().equals(target.accessKey())) {
      new Home("this login's", home.region(), home.prefix())
          .requireNot(new Home("this login's", target.region(), target.prefix()), target.place());
    }
  }
}

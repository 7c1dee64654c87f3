package io.drillbook.driver.source.sanity;

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
import java.util.Map;
import java.util.Optional;

/**
 * Kind {@code sanity}: one dataset of Sanity's content lake, with drafts, versions and assets.
 *
 * <p>Captured by the export interface as one tar in the official export's layout. An error in the
 * middle of the stream, a cut stream and an asset that cannot be fetched each fail the capture.
 *
 * <p>Restored into a dataset that does not exist yet or is empty, after a dry run of every
 * document. A dataset has no other name to take at the end: until it is whole, a document {@code
 * drillbook.run} says so.
 */
public final class SanitySourceDriver implements SourceDriver {
  static final String KIND = "sanity";

  private final Secrets secrets;
  private final Clock clock;

  /** A driver; the clock tells the moment of a capture, since the export names none. */
  public SanitySourceDriver(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return SanitySettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Place place = new Place(source(settings, new Cancellation()), RunMark.ofRun(""));
    return place.probe(place.documents());
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    Api api = source(settings, context.cancellation());
    return new Capture(source, api, settings, clock, sink, context).take();
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    Member member = only(members);
    RunMark mark = RunMark.of(context.runId(), capture, member);
    Api api = target(target, context.cancellation());
    Place place = new Place(api, mark);
    place.refuseProduction(home(production), capture.facts());
    Place afterwards = new Place(target(target, new Cancellation()), mark);
    Passes passes = new Passes(api, member, reader, context);
    return new Restore(capture, api, place, afterwards, passes, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Place place = place(target, runId);
    place.refuseProduction(home(production), Map.of());
    if (!place.exists()) {
      return place.probe(0);
    }
    place.requireFree();
    return place.probe(place.documents());
  }

  @Override
  public void discard(Settings target, String runId) {
    Place place = place(target, runId);
    if (!place.exists()) {
      return;
    }
    if (!place.ours() && place.documents() > 0) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a dataset that this run did not restore: '"
              + target.text(SanitySettings.DATASET)
              + "'",
          "Its document '"
              + Documents.MARK
              + "' does not name the run; delete it by hand if sure.");
    }
    place.remove();
    if (place.exists() && place.documents() > 0) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to remove the documents: '" + target.text(SanitySettings.DATASET) + "'",
          "Look who makes them again, and delete the dataset by hand.");
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(capture, only(members)).run(reader, context);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, only(members)).markdown();
  }

  private static Member only(List<Member> members) {
    if (members.size() != 1) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to find the one export among: '" + members.size() + "' members",
          "The recovery point does not fit this version; restore by its RESTORE.md.");
    }
    return members.get(0);
  }

  private Place place(Settings target, String runId) {
    return new Place(target(target, new Cancellation()), RunMark.ofRun(runId));
  }

  private Api source(Settings settings, Cancellation cancellation) {
    return new Api(settings, secrets, Side.SOURCE, cancellation);
  }

  private Optional<Api> home(Settings production) {
    return production.values().isEmpty()
        ? Optional.empty()
        : Optional.of(source(production, new Cancellation()));
  }

  private Api target(Settings settings, Cancellation cancellation) {
    return new Api(settings, secrets, Side.TARGET, cancellation);
  }
}

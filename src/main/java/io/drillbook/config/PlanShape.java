package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Deferred;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.config.Shape.Tagged;
import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The shape of a plan file; contract section 3. */
final class PlanShape {
  /** Keys of a source that are not the driver's. */
  static final Set<String> SOURCE_KEYS =
      Set.of("kind", "rpo", "after", "holds", "required", "capture-after");

  private static final String MADE_GOOD =
      "How many missed due times are made good; one if left out.";
  private static final Leaf COUNT = Leaves.number(0, 10_000, "a whole number from 0 to 10000");
  private static final Leaf POSITIVE = Leaves.number(1, 10_000, "a whole number from 1 to 10000");
  private static final Leaf PERCENT = Leaves.number(0, 100, "a whole number from 0 to 100");
  private static final Sequence NAMES = new Sequence(Leaves.NAME, 0);
  private static final Block COMMAND =
      Block.of(required("command", new Sequence(Leaves.WORD, 1), "the program and its arguments."));

  private final DriverKinds kinds;
  private final Path folder;

  private PlanShape(DriverKinds kinds, Path folder) {
    this.kinds = kinds;
    this.folder = folder;
  }

  /** The shape where these drivers are at hand. */
  static Block of(DriverKinds kinds, Path folder) {
    return new PlanShape(kinds, folder).plan();
  }

  /** What one source may hold at a target. */
  static Map<String, Block> atTarget(DriverKinds kinds, Path folder) {
    return DriverShapes.of(
        DriverShapes.at(Setting.Place.TARGET, kinds.sources()),
        folder,
        List.of(optional("kind", Leaves.NAME, "The kind of the source, if it is repeated here.")));
  }

  private Block plan() {
    return Block.of(
        required("system", Leaves.NAME, "the name of the system; the file is called like it."),
        required("owner", Leaves.TEXT, "who answers for the system, a person or a mail address."),
        optional("zone", Leaves.ZONE, "Time zone of schedules and shown times; UTC if left out."),
        required("objectives", objectives(), "how much downtime and data loss is accepted."),
        required("sources", sources(), "the data sets that are protected, by name."),
        required("backup", backup(), "how backups are taken."),
        optional("retention", retention(), "How long recovery points are kept."),
        optional("read-back", readBack(), "How stored recovery points are read back."),
        optional("targets", new Named(Leaves.NAME, target(), 0), "Where a restore may go."),
        optional("verify", new Sequence(checks(), 0), "Checks after each restore, in order."),
        optional("recovery", recovery(), "How the system is recovered."),
        optional("approvals", approvals(), "Who decides what."),
        optional("drills", new Named(Leaves.NAME, drill(), 0), "Rehearsals by timer."),
        optional("readiness", ReadinessShape.BLOCK, "How it is watched that the plan works."),
        optional(
            TermsShape.EVIDENCE, TermsShape.shape(), "What auditors ask and nobody could know."),
        optional("notify", NotifyShape.shape(), "Who is told, by audience."));
  }

  private static Block objectives() {
    Block own = Block.of(required("rto", Leaves.DURATION, "the RTO of this scenario."));
    Named scenarios = new Named(Leaves.SCENARIO, own, 0);
    return Block.of(
        required("rto", Leaves.DURATION, "longest time from detection to service confirmed."),
        required("rpo", Leaves.DURATION, "largest loss of data, for each source without its own."),
        optional(
            "scenarios",
            scenarios,
            "A scenario's own RTO; one that is not listed gets the strictest."),
        optional(
            "customers",
            CustomerShape.of(scenarios),
            "What was agreed with single customers; what is left out is as for everybody."));
  }

  private Named sources() {
    List<Field> common =
        List.of(
            required("kind", Leaves.NAME, "the kind of the source."),
            optional("rpo", Leaves.DURATION, "This source's own RPO."),
            optional("after", NAMES, "Sources that are restored before this one."),
            optional("holds", Leaves.HOLDS, "What it holds, for scenarios that restore a part."),
            optional(
                "required", Leaves.FLAG, "Whether a point without it fails; true if left out."),
            optional("capture-after", NAMES, "Sources that are captured before this one."));
    Map<String, Block> blocks =
        DriverShapes.of(DriverShapes.at(Setting.Place.SOURCE, kinds.sources()), folder, common);
    return new Named(Leaves.NAME, new Shape.ByKind(blocks), 1);
  }

  private static Block backup() {
    List<Field> fields = new ArrayList<>(CaptureShape.fields());
    fields.addAll(0, backupFields());
    return Block.of(fields);
  }

  private static List<Field> backupFields() {
    return List.of(
        optional(
            "schedule",
            Leaves.SCHEDULE,
            "Five cron fields in the plan's zone; without it backups are started by hand only."),
        optional("catch-up", Leaves.CATCH_UP_ONE, MADE_GOOD),
        required("vaults", new Sequence(Leaves.NAME, 1), "vaults that get each recovery point."),
        optional("required", NAMES, "Vaults without which no point is sealed; all if left out."),
        required(
            "encrypt-to",
            new Sequence(Leaves.NAME, 2),
            "two keys or more, so that a lost one does not lose the backups."),
        required("sign-with", Leaves.NAME, "the key that signs recovery points."),
        optional("signed-before", NAMES, "Keys that signed earlier points, still believed."),
        optional("cold", NAMES, "Vaults that get copies of the monthly points."),
        optional("expected-size", expectedSize(), "When a point's size raises an alarm."));
  }

  private static Block expectedSize() {
    return Block.of(
        optional("at-least", PERCENT, "Percent of the median before it; 50 if left out."),
        optional("at-most", POSITIVE, "Percent of the median before it; 200 if left out."));
  }

  private static Block readBack() {
    return Block.of(
        optional(
            "within",
            Leaves.DURATION,
            "All bytes of all copies are read once in this time; 30d if left out."),
        optional(
            "schedule",
            Leaves.SCHEDULE,
            "When a part of them is read; 45 5 * * * if left out, five fields in the plan's zone."),
        optional("catch-up", Leaves.CATCH_UP_ANY, MADE_GOOD));
  }

  private static Block retention() {
    return Block.of(
        optional("daily", COUNT, "Days with a recovery point each; 14 if left out."),
        optional("weekly", COUNT, "Weeks with a recovery point each; 12 if left out."),
        optional("monthly", COUNT, "Months with a recovery point each; 12 if left out."),
        optional("keep-at-least", POSITIVE, "Points that always stay; 3 if left out."),
        optional(
            "approve-above",
            PERCENT,
            "Percent of the points that may expire in one go without an approval; 20 if left out."),
        optional(
            "schedule",
            Leaves.SCHEDULE,
            "When expiry runs; 15 5 * * * if left out, five fields in the plan's zone."));
  }

  private Block target() {
    Deferred settings = new Deferred(atTarget(kinds, folder));
    return Block.of(
        optional("production", Leaves.FLAG, "Guarded: never without somebody else's approval."),
        optional("disposable", Leaves.FLAG, "May be dropped after a drill."),
        required("sources", new Named(Leaves.NAME, settings, 1), "each source's settings there."));
  }

  private Tagged checks() {
    return new Tagged(DriverShapes.of(kinds.checks(), folder, List.of()));
  }

  private Block recovery() {
    Tagged cutover = new Tagged(DriverShapes.of(kinds.cutovers(), folder, List.of()));
    return Block.of(
        optional("target", Leaves.NAME, "Where a recovery goes unless told otherwise."),
        optional("provision", COMMAND, "Makes the target ready."),
        optional("migrate", COMMAND, "Brings the restored data up to the release."),
        optional("cutover", new Sequence(cutover, 0), "Steps that move traffic, in order."),
        optional("fence", fences(), "What makes the old primary refuse writes, before cutover."),
        optional("observe", FailoverShape.observe(), "What happens after cutover."),
        optional("fail-back", FailoverShape.failBack(fences()), "How the system goes home again."),
        optional(
            "redeploy",
            RedeployShape.of(DriverShapes.of(kinds.checks(), folder, List.of())),
            "Steps that bring a release out again, in order."));
  }

  private Sequence fences() {
    return new Sequence(new Tagged(DriverShapes.of(kinds.fences(), folder, List.of())), 0);
  }

  private static Named approvals() {
    Block rule =
        Block.of(
            required("from", Leaves.NAME, "the group that decides."),
            optional("required", POSITIVE, "How many must agree; 1 if left out."),
            optional("deputies", Leaves.NAME, "The group that stands in."),
            optional("deputies-after", Leaves.DURATION, "When the deputies are asked."),
            optional("next", Leaves.NAME, "The group that may decide too if all were silent."),
            optional("next-after", Leaves.DURATION, "When it is asked, from the beginning."),
            optional("expires-after", Leaves.DURATION, "When silence is a no; 1h if left out."));
    return new Named(Leaves.oneOf(List.of("cutover", "fail-back", "overwrite")), rule, 0);
  }

  private static Block drill() {
    List<Field> fields = new ArrayList<>(drillFields());
    fields.addAll(TermsShape.ofDrill());
    return Block.of(fields);
  }

  private static List<Field> drillFields() {
    return List.of(
        required("schedule", Leaves.SCHEDULE, "five cron fields in the plan's zone."),
        optional("catch-up", Leaves.CATCH_UP_ONE, MADE_GOOD),
        required("target", Leaves.NAME, "a target that is disposable."),
        required("scenario", Leaves.SCENARIO, "the scenario whose RTO scores the drill."),
        optional(
            "until",
            Leaves.LATEST,
            "also replays the logs of changes that are kept, all that is there; without it the"
                + " recovery point is restored as it is."),
        optional("review", review(), "Nobody is asked and the drill ends by itself if left out."));
  }

  private static Block review() {
    List<String> fields = Stream.of(ReviewRule.Field.values()).map(ReviewRule.Field::id).toList();
    return Block.of(
        required(
            "from",
            Leaves.oneOf(List.of("managers", "approvers", "oncall")),
            "the group whose members review the drill; never who started it."),
        optional(
            "required",
            new Sequence(Leaves.oneOf(fields), 0),
            "What must be filled in before the drill can be closed."));
  }
}

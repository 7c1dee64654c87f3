package io.drillbook.usecase.board;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.BoardStore.SafeData;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.SystemStatus;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import io.drillbook.usecase.readiness.VaultState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows all systems at a glance. What one question can ask for all of them is asked once. */
public final class ShowBoard {
  private static final int RUNS = 20;
  private static final int ALL_RUNS = 1_000;

  /** A source with nothing to restore is worse than any that is late. */
  private static final Duration NOTHING = Duration.ofDays(-99_999);

  private final Plans plans;
  private final BoardStore board;
  private final RunStore runs;
  private final ShowRun showRun;
  private final ShowStatus status;
  private final ShowReadiness readiness;
  private final ProbeVaults vaults;
  private final OwedStore owed;
  private final CronTimes times;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowBoard(
      Plans plans,
      BoardStore board,
      RunStore runs,
      ShowRun showRun,
      ShowStatus status,
      ShowReadiness readiness,
      ProbeVaults vaults,
      OwedStore owed,
      CronTimes times,
      Clock clock) {
    this.plans = plans;
    this.board = board;
    this.runs = runs;
    this.showRun = showRun;
    this.status = status;
    this.readiness = readiness;
    this.vaults = vaults;
    this.owed = owed;
    this.times = times;
    this.clock = clock;
  }

  /** The answers to every question, by system. */
  private record Answers(
      Map<String, NewestPoint> newest,
      Map<String, NewestPoint> proven,
      Map<String, Map<String, Instant>> safe,
      Set<String> resting,
      Map<String, Run> last,
      Map<String, Standing> standing,
      Map<String, List<Run>> open,
      Map<String, List<OwedProgram>> owed,
      Set<String> vaultsDown) {}

  /** Everything as it is now. */
  public Board show() {
    Instant now = clock.instant();
    List<Run> open = runs.list(Optional.empty(), Optional.empty(), true, ALL_RUNS);
    List<ProtectionPlan> all = plans.all();
    List<BoardLine> lines = lines(all, open, now);
    List<RunAccount> shown =
        open.stream()
            .sorted(Comparator.comparing(run -> !Concern.isIncident(run)))
            .limit(RUNS)
            .map(run -> showRun.show(run.id()))
            .toList();
    return new Board(now, zone(all), lines, shown, open.size() - shown.size(), status.problems());
  }

  /**
   * One system as the board shows it; asks about no other.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects it
   */
  public BoardLine line(String system) {
    List<Run> open = runs.list(Optional.of(system), Optional.empty(), true, ALL_RUNS);
    return lines(List.of(plans.plan(system)), open, clock.instant()).get(0);
  }

  private List<BoardLine> lines(List<ProtectionPlan> wanted, List<Run> open, Instant now) {
    Answers answers = ask(wanted, open);
    return wanted.stream()
        .map(plan -> line(plan, answers, now))
        .sorted(BoardLine.WORST_FIRST)
        .toList();
  }

  private Answers ask(List<ProtectionPlan> wanted, List<Run> open) {
    List<String> systems = wanted.stream().map(ProtectionPlan::system).toList();
    Map<Boolean, Map<String, NewestPoint>> points =
        board.newestPoints(systems).stream()
            .collect(
                Collectors.partitioningBy(
                    NewestPoint::proven,
                    Collectors.toMap(NewestPoint::system, Function.identity())));
    List<SafeData> safe =
        board.safeData(
            wanted.stream()
                .collect(Collectors.toMap(ProtectionPlan::system, it -> it.sources().keySet())));
    return new Answers(
        points.get(false),
        points.get(true),
        until(safe),
        board.restingOnBroken(named(points, safe)),
        board.recoveries(systems).stream()
            .collect(Collectors.toMap(Run::system, Function.identity())),
        readiness.all(wanted, board),
        open.stream().collect(Collectors.groupingBy(Run::system)),
        owed.open().stream().collect(Collectors.groupingBy(OwedProgram::system)),
        vaults.latest().stream()
            .filter(vault -> vault.triedAt().isPresent() && !vault.ready())
            .map(VaultState::vault)
            .collect(Collectors.toSet()));
  }

  private static Map<String, Map<String, Instant>> until(List<SafeData> safe) {
    return safe.stream()
        .collect(
            Collectors.groupingBy(
                SafeData::system, Collectors.toMap(SafeData::source, SafeData::until)));
  }

  /** Every point that an answer names: if none of them rests on a broken one, they all hold. */
  private static Map<String, Set<String>> named(
      Map<Boolean, Map<String, NewestPoint>> points, List<SafeData> safe) {
    Map<String, Set<String>> named = new HashMap<>();
    points
        .values()
        .forEach(
            all ->
                all.values()
                    .forEach(
                        it ->
                            named
                                .computeIfAbsent(it.system(), key -> new HashSet<>())
                                .add(it.point())));
    safe.forEach(it -> named.computeIfAbsent(it.system(), key -> new HashSet<>()).add(it.point()));
    return named;
  }

  private BoardLine line(ProtectionPlan plan, Answers all, Instant now) {
    String system = plan.system();
    Optional<SystemStatus> exact =
        all.resting().contains(system) ? Optional.of(status.of(system)) : Optional.empty();
    List<SourceStatus> sources =
        leastLeftFirst(
            exact
                .map(SystemStatus::sources)
                .orElseGet(() -> sources(plan, all.safe().getOrDefault(system, Map.of()), now)));
    Optional<Run> last = Optional.ofNullable(all.last().get(system));
    List<Run> open = all.open().getOrDefault(system, List.of());
    List<OwedProgram> paused = all.owed().getOrDefault(system, List.of());
    List<String> down = down(plan, all.vaultsDown());
    Standing standing = all.standing().get(system);
    List<Concern> concerns =
        new Concerns()
            .open(open)
            .sources(sources)
            .owed(paused)
            .vaults(down)
            .readiness(standing)
            .forecast(last.flatMap(BoardLine::took), plan.objectives().rto())
            .worstFirst();
    return new BoardLine(
        system,
        plan.owner(),
        plan.zone(),
        sources,
        newest(system, exact, SystemStatus::newest, all.newest()),
        newest(system, exact, SystemStatus::proven, all.proven()),
        plan.objectives().rto(),
        last,
        standing,
        nextDue(plan, now),
        open,
        paused,
        down,
        concerns);
  }

  private static List<SourceStatus> sources(
      ProtectionPlan plan, Map<String, Instant> safe, Instant now) {
    return plan.sources().keySet().stream()
        .map(
            source -> {
              Duration rpo = plan.rpoOf(source);
              Optional<Instant> data = Optional.ofNullable(safe.get(source));
              Optional<Duration> used = data.map(at -> Duration.between(at, now));
              return new SourceStatus(source, rpo, data, used, used.map(rpo::minus));
            })
        .toList();
  }

  private static List<SourceStatus> leastLeftFirst(List<SourceStatus> sources) {
    return sources.stream()
        .sorted(Comparator.comparing(source -> source.left().orElse(NOTHING)))
        .toList();
  }

  private static Optional<NewestPoint> newest(
      String system,
      Optional<SystemStatus> exact,
      Function<SystemStatus, Optional<CatalogPoint>> which,
      Map<String, NewestPoint> asked) {
    return exact.isEmpty()
        ? Optional.ofNullable(asked.get(system))
        : exact.flatMap(which).map(point -> newest(point, asked));
  }

  /** The whole catalog knows which points rest on broken ones; it does not know since when. */
  private static NewestPoint newest(CatalogPoint point, Map<String, NewestPoint> asked) {
    return Optional.ofNullable(asked.get(point.system()))
        .filter(it -> it.point().equals(point.point()))
        .orElseGet(
            () ->
                new NewestPoint(
                    point.system(),
                    point.point(),
                    point.startedAt(),
                    point.state(),
                    point.sealedAt().orElse(point.startedAt()),
                    point.state() == PointState.PROVEN));
  }

  private static List<String> down(ProtectionPlan plan, Set<String> vaultsDown) {
    return Stream.concat(plan.backup().vaults().stream(), plan.backup().cold().stream())
        .filter(vaultsDown::contains)
        .distinct()
        .toList();
  }

  private Map<String, Instant> nextDue(ProtectionPlan plan, Instant now) {
    Map<String, Instant> next = new TreeMap<>();
    for (ScheduledWork work : ScheduledWork.of(plan)) {
      times.next(work.cron(), work.zone(), now).ifPresent(due -> next.put(work.schedule(), due));
    }
    return next;
  }

  private static ZoneId zone(List<ProtectionPlan> all) {
    Map<ZoneId, Integer> count = new HashMap<>();
    all.forEach(plan -> count.merge(plan.zone(), 1, Integer::sum));
    return count.entrySet().stream()
        .max(
            Map.Entry.<ZoneId, Integer>comparingByValue()
                .thenComparing(entry -> entry.getKey().getId()))
        .map(Map.Entry::getKey)
        .orElse(ZoneId.of("UTC"));
  }
}

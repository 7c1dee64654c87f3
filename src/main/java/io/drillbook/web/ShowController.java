package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.board.ListSystems;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.SystemStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows systems, recovery points, vaults and runs; changes nothing. */
@RestController
@RequestMapping("/api/v1")
class ShowController {
  private final ShowStatus status;
  private final ShowRun runs;
  private final ListRuns list;
  private final ProbeVaults vaults;
  private final ShowProgress progress;
  private final ShowReadiness readiness;
  private final ListSystems systems;

  ShowController(
      ShowStatus status,
      ShowRun runs,
      ListRuns list,
      ProbeVaults vaults,
      ShowProgress progress,
      ShowReadiness readiness,
      ListSystems systems) {
    this.readiness = readiness;
    this.systems = systems;
    this.status = status;
    this.runs = runs;
    this.list = list;
    this.vaults = vaults;
    this.progress = progress;
  }

  @GetMapping("/systems")
  Systems systems(
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice<String> slice =
        Slice.among(
            status.systems(),
            new Slice.Asked(limit, after, request),
            system -> system,
            place -> system -> system.compareTo(place[0]) > 0);
    return new Systems(
        systems.of(slice.items()).stream()
            .map(it -> StatusView.of(it.status(), it.standing()))
            .toList(),
        status.problems(),
        slice.next());
  }

  @GetMapping("/systems/{system}")
  StatusView system(@PathVariable String system) {
    return view(status.of(system));
  }

  private StatusView view(SystemStatus system) {
    return StatusView.of(system, readiness.of(system.system()));
  }

  /** Tries each vault, which takes seconds. */
  @GetMapping("/vaults")
  VaultList vaults() {
    return new VaultList(vaults.probe().stream().map(VaultView::of).toList());
  }

  @GetMapping("/incidents")
  Runs incidents(
      @RequestParam Optional<String> system,
      @RequestParam(defaultValue = "false") boolean open,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    return runs(system, Optional.of(RunKind.INCIDENT.id()), open, limit, after, request);
  }

  @GetMapping("/runs")
  Runs runs(
      @RequestParam Optional<String> system,
      @RequestParam Optional<String> kind,
      @RequestParam(defaultValue = "false") boolean open,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice.Asked asked = new Slice.Asked(limit, after, request);
    Slice<Run> slice =
        Slice.of(
            list.list(asked.place(), system, kind.map(ShowController::kind), open, asked.oneMore()),
            asked,
            run -> Slice.words(run.startedAt(), run.id()));
    return new Runs(slice.map(RunView::of), slice.next());
  }

  @GetMapping("/runs/{id}")
  RunDetail run(@PathVariable String id) {
    return new RunDetail(RunView.of(runs.find(id)), progress.show(id).map(ProgressView::of));
  }

  @GetMapping("/runs/{id}/timeline")
  TimelineView timeline(
      @PathVariable String id,
      @RequestParam(defaultValue = "1000") int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    return TimelineView.of(runs.show(id), new Slice.Asked(limit, after, request));
  }

  @GetMapping("/runs/{id}/progress")
  ProgressList progress(@PathVariable String id) {
    return new ProgressList(
        RunView.of(runs.find(id)), runs.progress(id), progress.show(id).map(ProgressView::of));
  }

  /** Systems by name, and the plan files that are broken. */
  record Systems(List<StatusView> systems, List<String> problems, Optional<String> next) {}

  /** Every configured vault. */
  record VaultList(List<VaultView> vaults) {}

  /** Runs, newest first. */
  record Runs(List<RunView> runs, Optional<String> next) {}

  /** How far a run's long steps are. */
  record ProgressList(
      RunView run, List<ShowRun.StepProgress> progress, Optional<ProgressView> summary) {}

  private static RunKind kind(String id) {
    return Stream.of(RunKind.values())
        .filter(kind -> kind.id().equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the kind of run: '" + id + "'",
                    "Choose one of backup, restore, drill, incident, check, expiry, rotation, readiness, failback."));
  }
}

package io.drillbook.web;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.usecase.board.Concern;
import io.drillbook.usecase.incident.RunAccount;
import java.util.List;

/**
 * A run that goes on, as the board shows it.
 *
 * @param incident whether it is one, and stands out
 * @param doing the step that goes on now; empty where none does
 */
record BoardRun(
    String id,
    String title,
    String detail,
    boolean incident,
    ClockFace clock,
    String doing,
    List<RunPage.Waiting> waiting) {

  static BoardRun of(RunAccount account, PageTimes times) {
    RunPage page = RunPage.of(account);
    Run run = account.timeline().run();
    String scenario = page.scenario().isEmpty() ? "" : page.scenario() + ", ";
    return new BoardRun(
        run.id(),
        page.title(),
        scenario + "since " + times.brief(run.detectedAt()) + ", by " + run.startedBy(),
        Concern.isIncident(run),
        page.clock(),
        account.timeline().steps().stream()
            .filter(step -> step.ended().isEmpty() && step.nature() == StepNature.AUTOMATED)
            .reduce((first, second) -> second)
            .map(BoardRun::inWords)
            .orElse(""),
        page.waiting());
  }

  private static String inWords(TimelineStep step) {
    return step.subject().isEmpty() ? step.name() : step.name() + ": " + step.subject();
  }

  /** Its page. */
  public String link() {
    return "/runs/" + id;
  }
}

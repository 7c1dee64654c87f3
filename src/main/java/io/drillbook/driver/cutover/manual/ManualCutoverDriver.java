package io.drillbook.driver.cutover.manual;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.web.PlaceProbe;
import java.util.List;
import java.util.Optional;

/**
 * A part of the cutover that a person does by a checklist. The runbook asks for it before {@link
 * #switchOver} looks; on the way back no task asks, so a person is told what to do and asked where
 * traffic goes.
 */
public final class ManualCutoverDriver implements CutoverDriver {
  private static final String CHECKLIST = "checklist";

  @Override
  public String kind() {
    return "manual";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required(
            CHECKLIST,
            Setting.Type.LIST,
            "What a person does, line by line: at most 10 lines of 200 characters."),
        Setting.optional("back", Setting.Type.LIST, "What a person does to go back."),
        Setting.optional(
            "probe",
            Setting.Type.TEXT,
            "http://, https:// or tcp:// address that answers once it is done."));
  }

  @Override
  public boolean byHand() {
    return true;
  }

  @Override
  public List<String> checklist(Settings settings) {
    return settings.list(CHECKLIST);
  }

  /** Looking twice harms nobody. */
  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return new CutoverState(Place.UNKNOWN, "done by hand: only a person can tell");
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    context.cancellation().check();
    Optional<String> probe = settings.optionalText("probe");
    if (probe.isEmpty()) {
      return new CutoverState(Place.AFTER, "a person worked the checklist");
    }
    String trouble = PlaceProbe.trouble(probe.orElseThrow(), context.cancellation());
    if (!trouble.isEmpty()) {
      throw new Fault(
          FaultCode.CUTOVER_UNKNOWN,
          "unable to see the effect of what was done by hand: '" + probe.orElseThrow() + "'",
          "Nobody is well there: "
              + trouble
              + ". Look what is missing, then say where traffic goes.");
    }
    return new CutoverState(
        Place.AFTER, "a person worked the checklist; " + probe.orElseThrow() + " answers");
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    throw handMade(settings.list("back"));
  }

  private static Fault handMade(List<String> lines) {
    return new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to do by itself what a person does by hand: '" + String.join("; ", lines) + "'",
        "Do it, then say that traffic moved.");
  }
}

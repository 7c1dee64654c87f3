package io.drillbook.driver.cutover.manual;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import java.util.List;

/** A part of the cutover that a person does by a checklist; the runbook asks for it. */
public final class ManualCutoverDriver implements CutoverDriver {
  @Override
  public String kind() {
    return "manual";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("checklist", Setting.Type.LIST, "What a person does, line by line."),
        Setting.optional("back", Setting.Type.LIST, "What a person does to go back."));
  }

  @Override
  public boolean byHand() {
    return true;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return new CutoverState(Place.UNKNOWN, "done by hand: only a person can tell");
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    throw handMade(settings.list("checklist"));
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

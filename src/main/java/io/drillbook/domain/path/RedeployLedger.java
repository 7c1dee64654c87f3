package io.drillbook.domain.path;

import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import java.util.List;

/**
 * How far each redeploy step of a run is, by the lines that were written before and after it: a
 * crash between the two leaves a step of which nobody can tell. A person who is asked then and says
 * that its effect is there is believed.
 */
public final class RedeployLedger {
  /** The line before a step. */
  public static final String BEGINS = "redeploy begins";

  /** The line behind a step whose effect is there. */
  public static final String DONE = "redeployed";

  /** The line behind a step that ended badly, and said so. */
  public static final String FAILED = "redeploy failed";

  /** The detail that names the step. */
  public static final String STEP = "redeploy";

  private final List<EntryDraft> lines;

  /** The ledger of a run with these lines, oldest first. */
  public RedeployLedger(List<EntryDraft> lines) {
    this.lines = List.copyOf(lines);
  }

  /** How far a step is. */
  public enum State {
    /** It was not begun, it failed, or a person ordered it anew. */
    TO_DO,
    /** It was begun, and what became of it is not written down. */
    IN_DOUBT,
    DONE
  }

  /** How far the step of that name is. */
  public State of(String step) {
    State state = State.TO_DO;
    boolean asked = false;
    for (EntryDraft line : lines) {
      boolean fact = line.kind() == EntryKind.FACT;
      if (line.kind() == EntryKind.DECISION) {
        asked = state == State.IN_DOUBT && Choice.RETRY.id().equals(line.outcome());
        state = decided(state, line.outcome());
      } else if (fact && line.detail(STEP).equals(step)) {
        asked = false;
        state = happened(line.outcome());
      } else if (fact && asked && line.outcome().equals(EffectWords.ANSWERED)) {
        asked = false;
        state = line.detail("answer").equals("there") ? State.DONE : State.TO_DO;
      }
    }
    return state;
  }

  private static State happened(String outcome) {
    return switch (outcome) {
      case BEGINS -> State.IN_DOUBT;
      case DONE -> State.DONE;
      default -> State.TO_DO;
    };
  }

  /** Another recovery point brings other data: what ran against the old one must run again. */
  private static State decided(State state, String choice) {
    boolean anew = Choice.OTHER_POINT.id().equals(choice);
    boolean again = Choice.RETRY.id().equals(choice) && state == State.IN_DOUBT;
    return anew || again ? State.TO_DO : state;
  }
}

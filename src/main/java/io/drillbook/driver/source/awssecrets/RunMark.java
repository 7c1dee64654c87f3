package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what one run restored from everybody else's: each secret bears the run as a tag, and one
 * without any value beside them says whether they are whole. Neither is part of a capture.
 */
final class RunMark {
  static final String NAME = "drillbook-run";

  /** The tag of each restored secret. */
  static final String RUN = "drillbook-run";

  private static final String CONTENT = "drillbook-content";
  private static final String STATE = "drillbook-state";
  private static final String ATTEMPT = "drillbook-attempt";
  private static final String WHOLE = "whole";
  private static final Duration GONE = Duration.ofMinutes(2);

  private final Account account;
  private final String run;

  RunMark(Account account, String run) {
    this.account = account;
    this.run = run;
  }

  /** Whether this run's restore of this very content came to its end. */
  boolean isDone(String content) {
    return ours()
        .filter(tags -> content.equals(tags.get(CONTENT)) && WHOLE.equals(tags.get(STATE)))
        .isPresent();
  }

  /** Refuses a place that holds anybody's data but this run's. */
  void requireFree() {
    Set<String> foreign = foreign();
    if (!foreign.isEmpty()) {
      throw occupied(foreign);
    }
  }

  private Fault occupied(Set<String> foreign) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        "unable to restore beside "
            + foreign.size()
            + " secrets that are there, such as '"
            + foreign.iterator().next()
            + "': '"
            + account.api().settings().place()
            + "'",
        "Name a 'prefix' that no secret has, or remove what is there if you are sure.");
  }

  /**
   * Says that an attempt fills the place now, and clears what the run brought of other content.
   *
   * @throws Fault CANCELLED where a newer attempt does; TARGET_NOT_EMPTY where another run does
   */
  void begin(String content, int attempt, Collection<String> names) {
    Map<String, String> tags =
        Map.of(RUN, run, CONTENT, content, STATE, "filling", ATTEMPT, String.valueOf(attempt));
    if (account.create(NAME, "What Drillbook restored, by its tags.", tags)) {
      return;
    }
    Map<String, String> there = ours().orElseThrow(() -> occupied(Set.of(NAME)));
    requireNewest(there, attempt);
    if (!content.equals(there.get(CONTENT))) {
      removeRestored(names);
    }
    account.tag(NAME, tags);
  }

  /**
   * Lets the attempt go on with, or remove, what it wrote.
   *
   * @throws Fault CANCELLED where the place is another run's by now, or a newer attempt's
   */
  void requireOurs(int attempt) {
    Optional<Map<String, String>> there = ours();
    if (there.isEmpty()) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on, the place is not this run's any more: '"
              + account.api().settings().place()
              + "'",
          "Nothing there was touched.");
    }
    requireNewest(there.get(), attempt);
  }

  private static void requireNewest(Map<String, String> there, int attempt) {
    if (Integer.parseInt(there.getOrDefault(ATTEMPT, "0")) > attempt) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with attempt " + attempt + ": a newer one is at work",
          "Another worker took the step over; nothing is to be done.");
    }
  }

  void done() {
    account.tag(NAME, Map.of(STATE, WHOLE));
  }

  /** Whether this is a mark, be it of a restore below a longer prefix. */
  static boolean isMark(String path) {
    return path.equals(NAME) || path.endsWith("/" + NAME);
  }

  boolean isOurs(Known secret) {
    return run.equals(secret.allTags().get(RUN));
  }

  /**
   * Removes what bears this run's tag, the mark last: until then a second call knows it is ours.
   *
   * @param names of secrets that the run may have made; the service's list may not know them yet
   */
  void removeAll(Collection<String> names) {
    removeRestored(names);
    if (ours().isPresent()) {
      account.remove(NAME);
    }
  }

  /** Secrets below the prefix that do not bear this run's tag. */
  Set<String> foreign() {
    Set<String> foreign = new TreeSet<>();
    account
        .names(false)
        .forEach(
            (path, tags) -> {
              if (!run.equals(tags.get(RUN))) {
                foreign.add(path);
              }
            });
    if (account.known(NAME).filter(Known::isRestorable).isPresent() && ours().isEmpty()) {
      foreign.add(NAME);
    }
    return foreign;
  }

  private void removeRestored(Collection<String> names) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(account.names(false).keySet());
    all.removeIf(path -> !isOursNow(path));
    all.forEach(account::remove);
    boolean gone =
        Patience.until(
            GONE,
            account.api().pace().pause(),
            account.api().cancellation(),
            () -> all.stream().noneMatch(this::isOursNow));
    if (!gone) {
      throw new Fault(
          FaultCode.TARGET_UNREACHABLE,
          "unable to see secrets gone that were removed: '"
              + account.api().settings().place()
              + "'",
          "The service takes its time; try again later.");
    }
  }

  /** By the secret itself and not by the list, which lags behind. */
  private boolean isOursNow(String path) {
    return account.known(path).filter(Known::isRestorable).filter(this::isOurs).isPresent();
  }

  private Optional<Map<String, String>> ours() {
    return account.known(NAME).filter(Known::isRestorable).filter(this::isOurs).map(Known::allTags);
  }
}

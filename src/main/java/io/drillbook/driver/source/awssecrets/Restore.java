package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes secrets anew with their versions under their own ids: writing one a second time changes
 * nothing, so an attempt goes on where a killed one stopped.
 */
final class Restore {
  /** The service's list may be minutes behind; who discards goes by it. */
  private static final Duration LISTED = Duration.ofMinutes(6);

  private final Members members;
  private final Account account;
  private final Account untilTheEnd;
  private final RunMark mark;
  private final StepContext context;
  private final Optional<Member> values;
  private final String content;
  private final RestoreNotes notes;

  /**
   * A restore.
   *
   * @param untilTheEnd the same account for what has to be done although the step was cancelled
   */
  Restore(Members members, Account account, Account untilTheEnd) {
    this.members = members;
    this.account = account;
    this.untilTheEnd = untilTheEnd;
    this.context = members.context();
    this.mark = new RunMark(account, context.runId());
    this.values = account.api().settings().withoutValues() ? Optional.empty() : members.values();
    this.content =
        hash(
            values.isPresent()
                + " "
                + members.capture().dataTime()
                + members.all().stream().map(Member::storedSha256).toList());
    this.notes = new RestoreNotes(account.api().settings());
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    mark.requireFree();
    Inventory inventory = members.readInventory();
    Map<String, Known> secrets = inventory.restorable();
    // Read to their end before anything is written: a missing key must be found by then.
    Optional<byte[]> salt = values.map(member -> members.readValues(member, inventory, line -> {}));
    if (mark.isDone(content)) {
      return new RestoreReport(count(secrets, salt), List.of(), true);
    }
    mark.requireFree();
    mark.begin(content, context.attempt(), secrets.keySet());
    try {
      secrets.forEach(this::make);
      values.ifPresent(member -> members.readValues(member, inventory, this::write));
      Map<String, Long> found = count(secrets, salt);
      compare(found);
      mark.requireOurs(context.attempt());
      if (!isListed(secrets.keySet())) {
        notes.add("the service's list does not show all of them yet: discard them later only");
      }
      mark.done();
      return new RestoreReport(found, notes.all(inventory, members, values), false);
    } catch (RuntimeException e) {
      undo(e, secrets.keySet());
      throw e;
    }
  }

  private void make(String path, Known known) {
    Map<String, String> tags = new TreeMap<>(known.tags());
    tags.put(RunMark.RUN, context.runId());
    if (!account.create(path, known.description(), tags)) {
      boolean ours = account.known(path).filter(mark::isOurs).isPresent();
      if (!ours) {
        throw new Fault(
            FaultCode.TARGET_NOT_EMPTY,
            "unable to restore over a secret that is there: '" + path + "'",
            "Somebody made it just now; it was not touched.");
      }
    }
    context.progress(path, 0, -1);
    context.cancellation().check();
  }

  private void write(Values.Line line) {
    account.write(line.path(), line.version(), line.labels(), line.value());
  }

  private Map<String, Long> count(Map<String, Known> secrets, Optional<byte[]> salt) {
    Tally tally = new Tally(salt);
    for (String path : secrets.keySet()) {
      Optional<Known> known = account.known(path).filter(mark::isOurs);
      if (known.isEmpty()) {
        continue;
      }
      tally.secret(path, known.get());
      if (salt.isPresent()) {
        for (Known.Line line : known.get().order()) {
          account
              .value(path, line.version())
              .ifPresent(it -> tally.value(path, line.version(), it));
        }
      }
      context.progress(path, 1, secrets.size());
      context.cancellation().check();
    }
    return salt.isPresent() ? tally.all() : tally.named();
  }

  private void compare(Map<String, Long> found) {
    Map<String, Long> expected = members.capture().contents();
    if (!expected.entrySet().containsAll(found.entrySet())
        || (values.isPresent() && found.size() != expected.size())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + found
              + "' instead of '"
              + expected
              + "'",
          "What was written was removed again; verify the recovery point or choose another one.");
    }
  }

  private boolean isListed(Set<String> paths) {
    return Patience.until(
        LISTED,
        account.api().pace().pause(),
        context.cancellation(),
        () -> account.names(false).keySet().containsAll(paths));
  }

  private void undo(RuntimeException cause, Set<String> paths) {
    try {
      RunMark ours = new RunMark(untilTheEnd, context.runId());
      ours.requireOurs(context.attempt());
      ours.removeAll(paths);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

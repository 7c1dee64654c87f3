package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one capture back: into a staging folder, compared there, then renamed. */
final class Restore {
  /** Stands in a target that got names only. */
  static final String NAMES = "drillbook-inventory.json";

  private final SourceCapture capture;
  private final Members members;
  private final Target target;
  private final StepContext context;
  private final Optional<Member> values;
  private final String content;
  private final List<String> notes = new ArrayList<>();

  Restore(Members members, Target target, boolean withoutValues) {
    this.capture = members.capture();
    this.members = members;
    this.target = target;
    this.context = members.context();
    this.values = withoutValues ? Optional.empty() : members.store();
    this.content = Target.content(capture, members.all(), values.isPresent());
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    target.requireFree(context.runId());
    Path staging = target.staging(context.runId(), context.attempt());
    boolean before = target.isDone(context.runId(), content);
    try {
      if (before) {
        return new RestoreReport(count(target.path()), notes, true);
      }
      Map<String, Long> found = fill(staging);
      return new RestoreReport(found, notes, false);
    } catch (IOException e) {
      context.cancellation().check();
      throw PassFaults.restoring(target.path(), e);
    }
  }

  private Map<String, Long> fill(Path staging) throws IOException {
    Path spare = staging.resolve(".drillbook-member");
    try {
      Files.createDirectory(
          staging,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Inventory inventory = members.readInventory();
      if (values.isPresent()) {
        withValues(values.get(), staging, spare);
      } else {
        namesOnly(inventory, staging);
      }
      Map<String, Long> found = count(staging);
      compare(found);
      context.cancellation().check();
      target.take(staging, context.runId(), content);
      return found;
    } catch (RuntimeException | IOException e) {
      Disk.removeTree(staging);
      throw e;
    }
  }

  private void withValues(Member store, Path staging, Path spare) throws IOException {
    fetch(store, Members.STORE, spare);
    new Tree(staging).fill(store.file(), spare);
    Files.delete(spare);
    if (members.history().isPresent()) {
      fetch(members.history().get(), Members.HISTORY, spare);
      new History(staging, context.cancellation())
          .restore(spare, capture.facts().getOrDefault(Members.HEAD, ""));
      Files.delete(spare);
      Files.writeString(staging.resolve(".git/info/exclude"), Target.MARK + "\n");
    }
  }

  /** Encrypted values may lie on the disk: they lie in the store just so. */
  private void fetch(Member member, String part, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      members.copy(member, part, out);
    }
  }

  private void namesOnly(Inventory inventory, Path staging) throws IOException {
    for (Inventory.Recipients one : inventory.recipients()) {
      Path file = staging.resolve(one.file()).normalize();
      if (!file.startsWith(staging)) {
        throw PassFaults.notWhole(members.inventory().file(), "a name leads out of it", null);
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", one.keys()) + "\n", StandardCharsets.UTF_8);
      Disk.sync(file);
    }
    Files.write(staging.resolve(NAMES), inventory.write());
    notes.add(
        members
            .store()
            .map(Member::file)
            .map(file -> "values were left out, as the target says: '" + file + "' was not opened")
            .orElse("no value was captured: each secret in " + NAMES + " has to be made anew"));
  }

  private Map<String, Long> count(Path folder) throws IOException {
    if (values.isEmpty()) {
      byte[] names = Files.readAllBytes(folder.resolve(NAMES));
      return Map.of(Sums.NAMED, Inventory.read(NAMES, names).present());
    }
    Store store = new Store(folder);
    long commits = store.hasHistory() ? new History(folder, context.cancellation()).commits() : 0;
    return Sums.of(store, commits);
  }

  private void compare(Map<String, Long> found) {
    if (!capture.contents().entrySet().containsAll(found.entrySet())
        || (values.isPresent() && found.size() != capture.contents().size())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + found
              + "' instead of '"
              + capture.contents()
              + "'",
          "Nothing was put in place; verify the recovery point or choose another one.");
    }
  }
}

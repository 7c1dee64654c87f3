package io.drillbook.driver.source.sops;

import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Brings one capture back: the file, or its structure where the file does not come back. */
final class Restore {
  private final Members members;
  private final Optional<Member> sealed;
  private final Target target;
  private final StepContext context;

  Restore(Members members, Target file, boolean withoutValues) {
    this.members = members;
    this.context = members.context();
    this.sealed = withoutValues ? Optional.empty() : members.sealed();
    this.target = sealed.isPresent() ? file : file.inventory();
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    Structure structure = members.structure();
    target.requireFree(context.runId());
    boolean before = target.isDone(context.runId(), members.content());
    if (!before) {
      byte[] bytes = sealed.map(members::file).orElseGet(structure::write);
      try {
        target.put(bytes, context.runId(), members.content());
      } catch (IOException e) {
        throw SopsFaults.restoring(target.path(), e);
      }
    }
    List<String> notes =
        sealed.isPresent()
            ? List.of()
            : List.of("the file did not come back: its structure is in '" + target.path() + "'");
    return new RestoreReport(SopsSourceDriver.contents(structure), notes, before);
  }
}

package io.drillbook.usecase;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.spi.store.OwedStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is owed for pauses, without a database. */
public final class OwedInMemory implements OwedStore {
  private final List<OwedProgram> all = new ArrayList<>();

  @Override
  public void owe(List<OwedProgram> programs) {
    all.addAll(programs);
  }

  @Override
  public List<OwedProgram> of(String runId) {
    return all.stream()
        .filter(it -> it.runId().equals(runId))
        .sorted(Comparator.comparing(OwedProgram::position))
        .toList();
  }

  @Override
  public List<OwedProgram> open() {
    return all.stream()
        .filter(OwedProgram::isOpen)
        .sorted(Comparator.comparing(OwedProgram::runId).thenComparing(OwedProgram::position))
        .toList();
  }

  @Override
  public void interrupt(String runId) {
    of(runId).forEach(it -> replace(it, old -> with(old, true, old.trouble(), old.settledAt())));
  }

  @Override
  public void running(String runId, String process) {
    of(runId).stream()
        .filter(OwedProgram::isOpen)
        .forEach(
            program ->
                all.replaceAll(
                    it ->
                        it.equals(program)
                            ? new OwedProgram(
                                it.runId(),
                                it.position(),
                                it.point(),
                                it.system(),
                                it.kind(),
                                it.command(),
                                it.timeout(),
                                it.server(),
                                it.owedAt(),
                                it.interrupted(),
                                process,
                                it.trouble(),
                                it.settledAt())
                            : it));
  }

  @Override
  public void failed(OwedProgram program, String trouble) {
    replace(program, old -> with(old, old.interrupted(), trouble, old.settledAt()));
  }

  @Override
  public void settle(OwedProgram program, Instant at) {
    replace(program, old -> with(old, old.interrupted(), "", Optional.of(at)));
  }

  private void replace(OwedProgram which, UnaryOperator<OwedProgram> by) {
    all.replaceAll(
        it ->
            it.runId().equals(which.runId()) && it.position() == which.position()
                ? by.apply(it)
                : it);
  }

  private static OwedProgram with(
      OwedProgram it, boolean interrupted, String trouble, Optional<Instant> settledAt) {
    return new OwedProgram(
        it.runId(),
        it.position(),
        it.point(),
        it.system(),
        it.kind(),
        it.command(),
        it.timeout(),
        it.server(),
        it.owedAt(),
        interrupted,
        it.running(),
        trouble,
        settledAt);
  }
}

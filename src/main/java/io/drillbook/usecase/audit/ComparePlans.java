package io.drillbook.usecase.audit;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.store.PlanVersionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the versions of a plan, and what changed from one to another. */
public final class ComparePlans {
  private final PlanVersionStore versions;

  /** A use case over this store. */
  public ComparePlans(PlanVersionStore versions) {
    this.versions = versions;
  }

  /**
   * A line of a comparison.
   *
   * @param change {@code same}, {@code gone} or {@code new}
   * @param before its number in the older text, 0 where it is not there
   * @param after its number in the newer text, 0 where it is not there
   */
  public record Line(String change, int before, int after, String text) {}

  /** Two versions and what differs. */
  public record Comparison(PlanVersion before, PlanVersion after, List<Line> lines) {
    /** Whether the texts are the same. */
    public boolean isEqual() {
      return lines.stream().allMatch(line -> "same".equals(line.change()));
    }
  }

  /** The newest version of each system's plan. */
  public List<PlanVersion> newest() {
    return versions.newest();
  }

  /**
   * Every version, newest first.
   *
   * @throws Fault INPUT_INVALID where no plan of the system was ever in force
   */
  public List<PlanVersion> versions(String system) {
    List<PlanVersion> all = versions.of(system);
    if (all.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a plan of the system: '" + system + "'",
          "No version of one was in force since versions are kept; look at /audit/plans.");
    }
    return all;
  }

  /**
   * One version.
   *
   * @throws Fault INPUT_INVALID where there is none of that number
   */
  public PlanVersion version(String system, int number) {
    return versions
        .find(system, number)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the version of the plan of " + system + ": '" + number + "'",
                    "Choose one that the list shows."));
  }

  /** What changed, line by line. */
  public Comparison compare(String system, int from, int to) {
    PlanVersion before = version(system, from);
    PlanVersion after = version(system, to);
    return new Comparison(before, after, lines(before.text(), after.text()));
  }

  private static List<Line> lines(String before, String after) {
    List<DiffRow> rows =
        DiffRowGenerator.create()
            .lineNormalizer(line -> line)
            .build()
            .generateDiffRows(before.lines().toList(), after.lines().toList());
    List<Line> lines = new ArrayList<>();
    List<Line> added = new ArrayList<>();
    int old = 0;
    int now = 0;
    for (DiffRow row : rows) {
      switch (row.getTag()) {
        case EQUAL -> {
          lines.addAll(added);
          added.clear();
          lines.add(new Line("same", ++old, ++now, row.getOldLine()));
        }
        case DELETE -> lines.add(new Line("gone", ++old, 0, row.getOldLine()));
        case INSERT -> added.add(new Line("new", 0, ++now, row.getNewLine()));
        case CHANGE -> {
          lines.add(new Line("gone", ++old, 0, row.getOldLine()));
          added.add(new Line("new", 0, ++now, row.getNewLine()));
        }
      }
    }
    lines.addAll(added);
    return lines;
  }

  /** The version before one, if there is one. */
  public static Optional<PlanVersion> before(List<PlanVersion> newestFirst, PlanVersion version) {
    return newestFirst.stream().filter(it -> it.number() < version.number()).findFirst();
  }
}

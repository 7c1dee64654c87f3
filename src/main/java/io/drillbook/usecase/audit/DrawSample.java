package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.NumberedRun;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.Sample;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.AuditStore;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Draws a random sample of the runs of a period, which the same seed gives again. */
public final class DrawSample {
  private static final int MOST = 200_000;
  private static final int SEED_BYTES = 4;

  private final AuditStore audit;
  private final RandomGenerator random;

  /** A use case over these. */
  public DrawSample(AuditStore audit, RandomGenerator random) {
    this.audit = audit;
    this.random = random;
  }

  /** What is drawn from. */
  public record Wish(
      Period period,
      Optional<String> system,
      Set<RunKind> kinds,
      int size,
      Optional<String> seed) {}

  /**
   * What was drawn.
   *
   * @param seed gives the same sample again, as long as the period holds the same runs
   * @param population how many runs it was drawn from
   * @param digest over their ids: whoever sees another one drew from other runs
   */
  public record Drawn(String seed, int population, String digest, List<Run> runs) {}

  /**
   * Draws.
   *
   * @throws Fault INPUT_INVALID where the period holds too many runs
   */
  public Drawn draw(Wish wish) {
    List<NumberedRun> found =
        audit.runs(wish.period(), wish.system(), wish.kinds(), Place.newest(MOST).andOne());
    if (found.size() > MOST) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to draw from more runs than " + MOST,
          "Ask for a shorter period, one system or one kind.");
    }
    Map<String, Run> byId =
        found.stream()
            .map(NumberedRun::run)
            .collect(Collectors.toMap(Run::id, Function.identity()));
    String seed = wish.seed().orElseGet(this::seed);
    return new Drawn(
        seed,
        byId.size(),
        Sample.population(byId.keySet()),
        Sample.draw(seed, wish.size(), byId.keySet()).stream().map(byId::get).toList());
  }

  private String seed() {
    byte[] bytes = new byte[SEED_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.drillbook.usecase;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.cutover.FenceDriver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of fence that this installation knows, by the word that plans use. */
public final class FenceDrivers {
  private final Map<String, FenceDriver> byKind = new TreeMap<>();

  /**
   * All drivers there are.
   *
   * @throws IllegalStateException where two answer to the same kind: which one runs must never be
   *     left to chance
   */
  public FenceDrivers(Collection<? extends FenceDriver> drivers) {
    for (FenceDriver driver : drivers) {
      FenceDriver other = byKind.putIfAbsent(driver.kind(), driver);
      if (other != null) {
        throw new IllegalStateException(
            "two drivers answer to the fence kind '"
                + driver.kind()
                + "': "
                + other.getClass().getName()
                + " and "
                + driver.getClass().getName());
      }
    }
  }

  /**
   * The driver of a kind.
   *
   * @throws Fault INPUT_INVALID where there is none
   */
  public FenceDriver driver(String kind) {
    FenceDriver driver = byKind.get(kind);
    if (driver == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the kind of fence: '" + kind + "'",
          "Known kinds: " + String.join(", ", byKind.keySet()) + ".");
    }
    return driver;
  }

  /** Every driver, in the order of their kinds. */
  public Collection<FenceDriver> all() {
    return List.copyOf(byKind.values());
  }
}

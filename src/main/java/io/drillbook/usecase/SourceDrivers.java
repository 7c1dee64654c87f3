package io.drillbook.usecase;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.SourceDriver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every kind of source that this installation knows. */
public final class SourceDrivers {
  private final Map<String, SourceDriver> byKind = new TreeMap<>();

  /**
   * Takes all drivers.
   *
   * @throws Fault INTERNAL where two say they are of one kind: which one ran would be chance
   */
  public SourceDrivers(List<SourceDriver> drivers) {
    for (SourceDriver driver : drivers) {
      SourceDriver other = byKind.put(driver.kind(), driver);
      if (other != null) {
        throw new Fault(
            FaultCode.INTERNAL,
            "unable to start with two drivers of one kind: '" + driver.kind() + "'",
            "They are " + other.getClass().getName() + " and " + driver.getClass().getName() + ".");
      }
    }
  }

  /**
   * The driver of a kind.
   *
   * @throws Fault INPUT_INVALID where there is none
   */
  public SourceDriver driver(String kind) {
    SourceDriver found = byKind.get(kind);
    if (found == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a driver for sources of the kind: '" + kind + "'",
          "This installation knows " + byKind.keySet() + ".");
    }
    return found;
  }
}

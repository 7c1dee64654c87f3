package io.drillbook.usecase.backup;

import io.drillbook.domain.point.Manifest;
import java.util.List;
import java.util.Map;

/**
 * A recovery point that exists from now on.
 *
 * @param vaults where it is whole and signed
 * @param dropped vaults that failed and are not required, with the reason
 */
public record SealedPoint(Manifest manifest, List<String> vaults, Map<String, String> dropped) {
  public SealedPoint {
    vaults = List.copyOf(vaults);
    dropped = Map.copyOf(dropped);
  }
}

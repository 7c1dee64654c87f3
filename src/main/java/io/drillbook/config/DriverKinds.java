package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the drivers at hand understand: per kind its settings. Plans are checked against exactly
 * these.
 *
 * @param sources kinds of {@code sources}
 * @param vaults kinds of {@code vaults} in {@code drillbook.yaml}
 * @param checks kinds of {@code verify}
 * @param cutovers kinds of {@code recovery.cutover}
 * @param fences kinds of {@code recovery.fence}
 */
public record DriverKinds(
    Map<String, List<Setting>> sources,
    Map<String, List<Setting>> vaults,
    Map<String, List<Setting>> checks,
    Map<String, List<Setting>> cutovers,
    Map<String, List<Setting>> fences) {
  public DriverKinds {
    sources = new TreeMap<>(sources);
    vaults = new TreeMap<>(vaults);
    checks = new TreeMap<>(checks);
    cutovers = new TreeMap<>(cutovers);
    fences = new TreeMap<>(fences);
  }
}

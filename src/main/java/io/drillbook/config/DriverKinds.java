package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.vault.VaultDriver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the drivers at hand understand: per kind its settings. Plans are checked against exactly
 * these.
 *
 * @param sources kinds of {@code sources}
 * @param vaults kinds of {@code vaults} in {@code drillbook.yaml}
 * @param checks kinds of {@code verify}
 * @param cutovers kinds of {@code recovery.cutover}
 */
public record DriverKinds(
    Map<String, List<Setting>> sources,
    Map<String, List<Setting>> vaults,
    Map<String, List<Setting>> checks,
    Map<String, List<Setting>> cutovers) {
  public DriverKinds {
    sources = new TreeMap<>(sources);
    vaults = new TreeMap<>(vaults);
    checks = new TreeMap<>(checks);
    cutovers = new TreeMap<>(cutovers);
  }

  /** What these drivers understand; two of one kind are a defect of the build. */
  public static DriverKinds of(
      List<? extends SourceDriver> sources,
      List<? extends VaultDriver> vaults,
      List<? extends CheckDriver> checks,
      List<? extends CutoverDriver> cutovers) {
    return new DriverKinds(
        sources.stream().collect(Collectors.toMap(SourceDriver::kind, SourceDriver::settings)),
        vaults.stream().collect(Collectors.toMap(VaultDriver::kind, VaultDriver::settings)),
        checks.stream().collect(Collectors.toMap(CheckDriver::kind, CheckDriver::settings)),
        cutovers.stream().collect(Collectors.toMap(CutoverDriver::kind, CutoverDriver::settings)));
  }
}

package io.drillbook.usecase.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.usecase.SourceDrivers;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which sources keep a log of changes, so that they can be recovered to a time between points. */
public final class ReplayedSources {
  private final SourceDrivers drivers;

  /** Takes what it works with. */
  public ReplayedSources(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  /** Those of the wanted sources that do; the others come back as a recovery point holds them. */
  public Set<String> among(ProtectionPlan plan, Collection<String> wanted) {
    Set<String> found = new TreeSet<>();
    wanted.stream().filter(name -> keepsLog(plan.source(name))).forEach(found::add);
    return found;
  }

  /** After which instant a time must lie that the capture of a source can be replayed to. */
  public Instant replaysFrom(SourcePlan source, SourceCapture capture) {
    return drivers
        .driver(source.kind())
        .log()
        .map(log -> log.replaysFrom(capture))
        .orElse(capture.dataTime());
  }

  /** Whether a source does. */
  public boolean keepsLog(SourcePlan source) {
    return drivers
        .driver(source.kind())
        .log()
        .filter(log -> log.keepsLog(source.settings()))
        .isPresent();
  }
}

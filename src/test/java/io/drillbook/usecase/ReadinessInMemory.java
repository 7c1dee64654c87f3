package io.drillbook.usecase;

import io.drillbook.domain.readiness.ReadinessNews;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.spi.store.ReadinessStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Readiness without a database. */
public final class ReadinessInMemory implements ReadinessStore {
  private final Map<String, ReadinessReport> reports = new TreeMap<>();
  private final Map<String, ReadinessNews> told = new TreeMap<>();

  @Override
  public void save(ReadinessReport report) {
    reports.put(report.system(), report);
  }

  @Override
  public Optional<ReadinessReport> latest(String system) {
    return Optional.ofNullable(reports.get(system));
  }

  @Override
  public void tell(String system, ReadinessNews news) {
    told.put(system, news);
  }

  @Override
  public ReadinessNews told(String system) {
    return told.getOrDefault(system, ReadinessNews.EXPECTED);
  }
}

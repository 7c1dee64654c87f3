package io.drillbook.spi.store;

import io.drillbook.domain.readiness.ReadinessNews;
import io.drillbook.domain.readiness.ReadinessReport;
import java.util.Optional;

/**
 * The newest report on each system's readiness, and what people were told of it. Joins the caller's
 * transaction.
 */
public interface ReadinessStore {
  /** Keeps a report in the place of the one before. */
  void save(ReadinessReport report);

  /** The newest report of a system. */
  Optional<ReadinessReport> latest(String system);

  /** Notes what people know now. */
  void tell(String system, ReadinessNews news);

  /** What people were told last; what they expect where they were told nothing. */
  ReadinessNews told(String system);
}

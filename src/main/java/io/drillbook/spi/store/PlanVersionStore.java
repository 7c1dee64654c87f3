package io.drillbook.spi.store;

import io.drillbook.domain.audit.PlanVersion;
import java.util.List;
import java.util.Optional;

/** Every version of every plan that was in force. Versions are added and never changed. */
public interface PlanVersionStore {
  /**
   * Adds a version, in the caller's transaction.
   *
   * @return false where a version of that number is there: another server was quicker
   */
  boolean add(PlanVersion version);

  /** The newest version of each system's plan, those of plans that are gone included. */
  List<PlanVersion> newest();

  /** The versions of a system's plan, newest first; none where there never was a plan. */
  List<PlanVersion> of(String system);

  /** One version. */
  Optional<PlanVersion> find(String system, int number);
}

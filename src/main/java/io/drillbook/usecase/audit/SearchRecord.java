package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.Place;
import io.drillbook.spi.store.AuditStore;

/** Looks for lines in the records of all runs and of the installation. */
public final class SearchRecord {
  private final AuditStore store;

  /** A use case over this store. */
  public SearchRecord(AuditStore store) {
    this.store = store;
  }

  /** One page of the lines that fit, newest first. */
  public Page<AuditLine> search(AuditFilter filter, Place place) {
    return Page.of(store.lines(filter, place.andOne()), place, AuditLine::number);
  }
}

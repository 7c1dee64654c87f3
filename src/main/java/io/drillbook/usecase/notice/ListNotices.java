package io.drillbook.usecase.notice;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.record.Place;
import io.drillbook.spi.store.OutboxStore;
import java.util.List;
import java.util.Optional;

/** What people were told, and what came of it. */
public final class ListNotices {
  private static final int SHOWN = 200;

  private final OutboxStore outbox;

  /** A use case over this outbox. */
  public ListNotices(OutboxStore outbox) {
    this.outbox = outbox;
  }

  /** The newest deliveries, of one system or run only where one is named. */
  public List<Delivery> list(Optional<String> system, Optional<String> runId) {
    return outbox.newest(system, runId, SHOWN);
  }

  /**
   * Some of the deliveries, newest first.
   *
   * @param after the last one that was told already; empty at the beginning
   */
  public List<Delivery> list(
      Optional<Place> after, Optional<String> system, Optional<String> runId, int limit) {
    return outbox.newest(after, system, runId, limit);
  }
}

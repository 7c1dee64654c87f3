package io.drillbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.spi.store.AnchorStore.Document;
import io.drillbook.spi.store.AnchorStore.Grown;
import io.drillbook.store.JdbcAnchorStore;
import io.drillbook.store.JdbcRecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** With ten times the runs the minutely look for records to be anchored looks at no more rows. */
class AnchorsAtSizeTest {
  private final Instant now = Instant.now();

  /** Where in an index a row lies by chance. */
  private static final int A_FEW = 5;

  @Test
  void aLookReadsWhatIsNewAndNotWhatWasAnchoredBefore() throws Exception {
    Map<String, Long> few = look(20);
    Map<String, Long> more = look(200);
    assertThat(more.keySet()).isEqualTo(few.keySet());
    assertThat(rows(more)).as(more + " against " + few).isLessThanOrEqualTo(rows(few) + A_FEW);
  }

  private static long rows(Map<String, Long> scanned) {
    return scanned.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> look(int pointsEach) throws Exception {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    try {
      StoreSchema.migrate(database);
      new BoardStoreFill(database, 5, 5 * pointsEach, 20).fill();
      anchorAll(database);
      JdbcTransactionManager manager = new JdbcTransactionManager(database);
      new JdbcRecordStore(database, manager)
          .appendNow(
              BoardStoreFill.LONG_RUN,
              Entries.fact(now, StepRef.wholeRun("After"), "ada", "noted", Map.of()));
      ScanCounter counter = new ScanCounter(database);
      JdbcAnchorStore anchors = new JdbcAnchorStore(counter.dataSource(), manager);
      assertThat(anchors.hasEndedIncident(now.minus(Duration.ofDays(7)))).isFalse();
      assertThat(anchors.grown(100).heads())
          .singleElement()
          .extracting(Anchor.Head::run)
          .isEqualTo(BoardStoreFill.LONG_RUN);
      assertThat(anchors.pending("primary", 100)).hasSize(1);
      assertThat(anchors.refused("primary", 5)).isEmpty();
      return counter.scanned();
    } finally {
      database.dispose();
    }
  }

  private void anchorAll(JdbcConnectionPool database) {
    JdbcClient.create(database)
        .sql("update record_entry set written_at = current_timestamp - interval '1' hour")
        .update();
    JdbcAnchorStore anchors = new JdbcAnchorStore(database, new JdbcTransactionManager(database));
    Grown all = anchors.grown(1_000_000);
    assertThat(all.heads()).hasSizeGreaterThan(100);
    Anchor anchor =
        new Anchor(Anchor.FORMAT, "chain", 1, now, "bench", "?", Optional.empty(), all.heads());
    Document document = new Document(1, anchor.key(), now, "{}", "?");
    assertThat(anchors.add(anchor, all.readTo(), "?", document, List.of("primary"))).isTrue();
  }
}

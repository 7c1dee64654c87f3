package io.drillbook.store;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Condemned;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The catalog of recovery points, in the database. */
public final class JdbcCatalogStore implements CatalogStore {
  /** Stands in place of the run of a point whose run nobody here knows. */
  private static final String ADOPTED = "adopted";

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final CatalogRows rows;

  /** A catalog in the database that the transaction manager looks after. */
  public JdbcCatalogStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
    this.rows = new CatalogRows(jdbc);
  }

  /** {@inheritDoc} A second call for the same run changes nothing: its first try may have died. */
  @Override
  public void begin(String system, String point, String runId, Instant startedAt) {
    boolean added = transactions.inserted(() -> rows.insert(system, point, runId, startedAt));
    if (!added && find(system, point).filter(known -> known.runId().equals(runId)).isEmpty()) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to begin the recovery point: '" + point + "'",
          "A recovery point of that name by another run is already in the catalog.");
    }
  }

  @Override
  public void saveCapture(
      String system, String point, SourceCapture capture, List<Member> members) {
    transactions.joined(
        () -> {
          requireCapturing(system, point);
          rows.replaceCapture(system, point, capture, members);
        });
  }

  @Override
  public void saveMissing(String system, String point, MissingSource missing) {
    transactions.joined(
        () -> {
          requireCapturing(system, point);
          rows.replaceMissing(system, point, missing);
        });
  }

  @Override
  public Map<String, MissingSource> missing(String system, String point) {
    return rows.missing(system, point);
  }

  @Override
  public Map<String, Captured> captures(String system, String point) {
    return rows.captures(system, point);
  }

  @Override
  public void seal(String system, String point, Instant sealedAt, List<String> vaults) {
    transactions.joined(
        () -> {
          PointState before = lock(system, point);
          jdbc.sql(
                  """
                  update recovery_point set sealed_at = coalesce(sealed_at, ?), vaults = ?
                  where system = ? and point_id = ?""")
              .params(Columns.utc(sealedAt), JsonColumn.write(vaults), system, point)
              .update();
          raise(system, point, before, PointState.SEALED, sealedAt);
        });
  }

  @Override
  public void setState(String system, String point, PointState state, Instant at) {
    transactions.joined(
        () -> {
          PointState before = lock(system, point);
          if (before == PointState.CAPTURING && state.compareTo(PointState.SEALED) > 0) {
            requireBroken(point, state);
          }
          raise(system, point, before, state, at);
        });
  }

  @Override
  public boolean adopt(Manifest manifest, List<String> vaults, Instant at) {
    return transactions.joined(
        () -> {
          boolean added =
              transactions.inserted(
                  () ->
                      rows.insert(
                          manifest.system(), manifest.point(), ADOPTED, manifest.startedAt()));
          boolean missing = lock(manifest.system(), manifest.point()) == PointState.MISSING;
          if (!added && !missing) {
            return false;
          }
          for (SourceCapture capture : manifest.sources()) {
            rows.replaceCapture(
                manifest.system(), manifest.point(), capture, manifest.membersOf(capture.source()));
          }
          manifest
              .missing()
              .forEach(it -> rows.replaceMissing(manifest.system(), manifest.point(), it));
          rows.place(manifest, vaults, at);
          return true;
        });
  }

  @Override
  public boolean relocate(
      String system, String point, List<String> before, List<String> now, Instant at) {
    return rows.relocate(system, point, before, now, at);
  }

  @Override
  public void discard(String system, String point) {
    jdbc.sql("delete from recovery_point where system = ? and point_id = ? and sealed_at is null")
        .params(system, point)
        .update();
  }

  @Override
  public void expire(String system, String point, List<String> left) {
    if (left.isEmpty()) {
      jdbc.sql("delete from recovery_point where system = ? and point_id = ?")
          .params(system, point)
          .update();
      return;
    }
    jdbc.sql("update recovery_point set vaults = ? where system = ? and point_id = ?")
        .params(JsonColumn.write(left), system, point)
        .update();
  }

  @Override
  public List<CatalogPoint> points(String system) {
    return Condemned.among(rows.points(system, ""));
  }

  @Override
  public Optional<CatalogPoint> find(String system, String point) {
    return rows.points(system, point).stream()
        .findFirst()
        .map(it -> it.needs().isEmpty() ? it : Condemned.judge(it, rows.whole(system, it.needs())));
  }

  @Override
  public Optional<CatalogPoint> newestUsable(String system) {
    Optional<CatalogPoint> newest = rows.newest(system).flatMap(point -> find(system, point));
    return newest.isEmpty() || newest.get().usable()
        ? newest
        : CatalogStore.super.newestUsable(system);
  }

  private void raise(String system, String point, PointState before, PointState to, Instant at) {
    if (before == PointState.BROKEN || to.compareTo(before) <= 0) {
      return;
    }
    jdbc.sql(
            """
            update recovery_point set state = ?, state_since = ?
            where system = ? and point_id = ?""")
        .params(to.name(), Columns.utc(at), system, point)
        .update();
  }

  private void requireCapturing(String system, String point) {
    if (lock(system, point) != PointState.CAPTURING) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to add a capture to the recovery point: '" + point + "'",
          "It is sealed; a sealed recovery point never changes.");
    }
  }

  private PointState lock(String system, String point) {
    return jdbc.sql("select state from recovery_point where system = ? and point_id = ? for update")
        .params(system, point)
        .query((row, index) -> PointState.valueOf(row.getString("state")))
        .optional()
        .orElseThrow(() -> unknown(point, "No recovery point of that name is in the catalog."));
  }

  private static void requireBroken(String point, PointState state) {
    if (state != PointState.BROKEN) {
      throw unknown(point, "It was never sealed, so it can be neither verified nor proven.");
    }
  }

  private static Fault unknown(String point, String hint) {
    return new Fault(
        FaultCode.POINT_UNKNOWN, "unable to change the recovery point: '" + point + "'", hint);
  }
}

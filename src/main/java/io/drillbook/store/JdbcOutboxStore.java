package io.drillbook.store;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.notice.RetryRule;
import io.drillbook.domain.record.Place;
import io.drillbook.spi.store.OutboxStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The outbox in the database. */
public final class JdbcOutboxStore implements OutboxStore {
  /** No due time lies further ahead than this, unless a clock was ahead that wrote it. */
  private static final Duration NEVER_FURTHER = RetryRule.LONGEST.multipliedBy(2);

  private static final String JOINED =
      "select d.*, n.system, n.run_id, n.event, n.subject, n.body, n.link, n.written_at"
          + " from notice_delivery d join notice n on n.id = d.notice_id ";
  private static final String OPEN = "state in ('WAITING', 'HELD')";

  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** An outbox in the database that the transaction manager looks after. */
  public JdbcOutboxStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void add(Message message, List<Delivery> deliveries) {
    transactions.joined(
        () -> {
          insert(message);
          deliveries.forEach(this::insert);
        });
  }

  private void insert(Message message) {
    jdbc.sql(
            """
            insert into notice (id, system, run_id, event, subject, body, link, written_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(message.notice(), message.system())
        .param(message.runId().orElse(null))
        .params(message.event(), message.subject(), message.text())
        .param(message.link().orElse(null))
        .param(Columns.utc(message.writtenAt()))
        .update();
  }

  private void insert(Delivery delivery) {
    jdbc.sql(
            """
            insert into notice_delivery (id, notice_id, channel, recipient, audiences, is_second,
              state, attempts, next_at, ended_at, trouble)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(delivery.id(), delivery.message().notice(), delivery.channel())
        .params(delivery.recipient(), String.join(",", delivery.groups()), delivery.second())
        .params(delivery.state().name(), delivery.attempts(), Columns.utc(delivery.nextAt()))
        .param(Columns.utc(delivery.endedAt()))
        .param(delivery.trouble())
        .update();
  }

  @Override
  public List<Delivery> due(Instant now, int ofEach) {
    List<String> channels =
        jdbc.sql(
                "select distinct channel from notice_delivery where "
                    + OPEN
                    + " and (next_at <= ? or next_at > ?) order by channel")
            .params(Columns.utc(now), Columns.utc(now.plus(NEVER_FURTHER)))
            .query(String.class)
            .list();
    List<Delivery> due = new ArrayList<>();
    for (String channel : channels) {
      due.addAll(
          jdbc.sql(
                  JOINED
                      + "where d.channel = ? and d."
                      + OPEN
                      + " and (d.next_at <= ? or d.next_at > ?)"
                      + " order by d.next_at, d.id fetch first ? rows only")
              .params(channel, Columns.utc(now), Columns.utc(now.plus(NEVER_FURTHER)), ofEach)
              .query((row, index) -> delivery(row))
              .list());
    }
    return due;
  }

  @Override
  public boolean claim(String id, int attempts, Instant until) {
    return transactions.joined(
        () ->
            jdbc.sql(
                        "update notice_delivery set state = 'WAITING', attempts = attempts + 1,"
                            + " next_at = ? where id = ? and attempts = ? and "
                            + OPEN)
                    .params(Columns.utc(until), id, attempts)
                    .update()
                == 1);
  }

  @Override
  public boolean end(String id, int attempts, DeliveryState state, Instant at, String trouble) {
    return transactions.joined(
        () ->
            jdbc.sql(
                        "update notice_delivery set state = ?, next_at = ?, ended_at = ?, trouble = ?"
                            + " where id = ? and attempts = ? and "
                            + OPEN)
                    .params(state.name(), Columns.utc(at), Columns.utc(at), trouble, id, attempts)
                    .update()
                == 1);
  }

  @Override
  public void settle(String id, DeliveryState state, Instant nextAt, String trouble) {
    jdbc.sql(
            """
            update notice_delivery set state = ?, next_at = ?, ended_at = ?, trouble = ?
            where id = ? and state <> 'CONFIRMED'""")
        .params(state.name(), Columns.utc(nextAt))
        .param(state.isOver() ? Columns.utc(nextAt) : null)
        .params(trouble, id)
        .update();
  }

  @Override
  public void hasten(String notice, Instant now) {
    jdbc.sql("update notice_delivery set next_at = ? where notice_id = ? and state = 'HELD'")
        .params(Columns.utc(now), notice)
        .update();
  }

  @Override
  public Optional<Delivery> find(String id) {
    return jdbc.sql(JOINED + "where d.id = ?")
        .param(id)
        .query((row, index) -> delivery(row))
        .optional();
  }

  @Override
  public List<Delivery> ofNotice(String notice) {
    return jdbc.sql(JOINED + "where d.notice_id = ? order by d.id")
        .param(notice)
        .query((row, index) -> delivery(row))
        .list();
  }

  @Override
  public List<Delivery> newest(
      Optional<Place> after, Optional<String> system, Optional<String> runId, int limit) {
    return jdbc.sql(
            JOINED
                + "where (cast(? as varchar(200)) is null or n.system = ?)"
                + " and (cast(? as varchar(200)) is null or n.run_id = ?)"
                + " and (cast(? as timestamp(6) with time zone) is null or n.written_at < ?"
                + " or n.written_at = ? and d.id > ?)"
                + " order by n.written_at desc, d.id fetch first ? rows only")
        .param(system.orElse(null))
        .param(system.orElse(null))
        .param(runId.orElse(null))
        .param(runId.orElse(null))
        .param(Columns.utc(after.map(Place::at)))
        .param(Columns.utc(after.map(Place::at)))
        .param(Columns.utc(after.map(Place::at)))
        .param(after.map(Place::id).orElse(""))
        .param(limit)
        .query((row, index) -> delivery(row))
        .list();
  }

  @Override
  public int forget(Instant before) {
    return transactions.joined(
        () ->
            jdbc.sql(
                    "delete from notice where written_at < ? and not exists (select 1 from"
                        + " notice_delivery d where d.notice_id = notice.id and d."
                        + OPEN
                        + ")")
                .param(Columns.utc(before))
                .update());
  }

  @Override
  public Map<DeliveryState, Long> counts() {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    jdbc.sql("select state, count(*) as many from notice_delivery group by state")
        .query(
            row -> {
              counts.put(DeliveryState.valueOf(row.getString("state")), row.getLong("many"));
            });
    return counts;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Message message =
        new Message(
            row.getString("notice_id"),
            row.getString("system"),
            Optional.ofNullable(row.getString("run_id")),
            row.getString("event"),
            row.getString("subject"),
            row.getString("body"),
            Optional.ofNullable(row.getString("link")),
            Columns.instant(row, "written_at"));
    return new Delivery(
        row.getString("id"),
        message,
        row.getString("recipient"),
        Set.of(row.getString("audiences").split(",")),
        row.getBoolean("is_second"),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Columns.instant(row, "next_at"),
        Columns.optionalInstant(row, "ended_at"),
        row.getString("trouble"));
  }
}

package io.drillbook.store;

import io.drillbook.spi.store.RunModelStore;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The models of runs, in the database. */
public final class JdbcRunModelStore implements RunModelStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Models in the database that the transaction manager looks after. */
  public JdbcRunModelStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void add(String runId, String definition) {
    List<String> known = of(runId);
    if (!known.contains(definition)) {
      // Another branch of the run may come to it at the same time.
      boolean unused =
          transactions.joined(
              () ->
                  transactions.inserted(
                      () ->
                          jdbc.sql(
                                  """
                                  insert into run_model (run_id, definition_id, place)
                                  values (?, ?, ?)""")
                              .params(runId, definition, known.size())
                              .update()));
    }
  }

  @Override
  public List<String> of(String runId) {
    return jdbc.sql(
            "select definition_id from run_model where run_id = ? order by place, definition_id")
        .param(runId)
        .query(String.class)
        .list();
  }
}

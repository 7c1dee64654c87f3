package io.drillbook.engine.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted in the middle of a query leaves the database to all others. */
class InterruptedDatabaseTest {
  @TempDir Path home;

  private String url() {
    return ServerProperties.durable(
        "jdbc:h2:file:" + home.resolve("a folder").resolve("engine") + ";CACHE_SIZE=16");
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "sa", "");
  }

  @Test
  void theOthersGoOnReadingAndWriting() throws Exception {
    try (Connection others = connect(url());
        Statement statement = others.createStatement()) {
      statement.execute("create table t (id bigint primary key, v varchar)");
      statement.execute("insert into t select x, repeat('x', 2000) from system_range(1, 3000)");
      for (int again = 0; again < 20; again++) {
        Thread interrupted = new Thread(InterruptedDatabaseTest.this::read);
        interrupted.start();
        Thread.sleep(again);
        interrupted.interrupt();
        interrupted.join();
        statement.execute("update t set v = v || 'y' where id = " + (again + 1));
      }
      try (ResultSet sum = statement.executeQuery("select sum(length(v)) from t")) {
        sum.next();
        assertThat(sum.getLong(1)).isEqualTo(3000L * 2000 + 20);
      }
    }
    try (Connection again = connect(url());
        Statement statement = again.createStatement();
        ResultSet sum = statement.executeQuery("select sum(length(v)) from t")) {
      sum.next();
      assertThat(sum.getLong(1)).as("after it was closed").isEqualTo(3000L * 2000 + 20);
    }
  }

  private void read() {
    try (Connection connection = connect(url());
        Statement statement = connection.createStatement()) {
      for (int id = 1; id <= 3000; id += 40) {
        statement.executeQuery("select v from t where id = " + id).close();
      }
    } catch (SQLException e) {
      // This one may fail: it was told to stop.
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void aSecondServerIsStillRefused() throws Exception {
    try (Connection first = connect(url())) {
      assertThat(first.isValid(1)).isTrue();
      String plain = url().replace("jdbc:h2:async:", "jdbc:h2:file:");
      assertThatThrownBy(() -> connect(plain)).hasMessageContaining("already in use");
    }
  }

  @Test
  void otherDatabasesAreLeftAsTheyAre() {
    assertThat(ServerProperties.durable("jdbc:postgresql://h/d"))
        .isEqualTo("jdbc:postgresql://h/d");
    assertThat(ServerProperties.durable("jdbc:h2:mem:x")).startsWith("jdbc:h2:mem:x;");
  }
}

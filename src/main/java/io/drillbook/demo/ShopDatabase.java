package io.drillbook.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The shop's tables, and the one account that uses them. */
final class ShopDatabase {
  static final String NAME = "shop";
  static final String USER = "shop";

  private static final int FIRST_ORDERS = 5_000;

  private final PrivatePostgres cluster;
  private final String password;

  ShopDatabase(PrivatePostgres cluster, String password) {
    this.cluster = cluster;
    this.password = password;
  }

  /**
   * An order.
   *
   * @param number given by the database
   */
  record Order(long number, String customer, String article, int pieces) {}

  /** Makes database, role, tables and the orders of past weeks. */
  void create(Instant now) {
    createRole();
    cluster.execute("postgres", "create database shop owner shop");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table customers (id bigserial primary key, name text not null unique)");
      statement.execute(
          """
          create table orders (id bigserial primary key,
            customer_id bigint not null references customers, article text not null,
            pieces int not null check (pieces > 0), ordered_at timestamptz not null)
          """);
      statement.execute("create index orders_by_time on orders (ordered_at)");
      statement.execute(
          "insert into customers (name) select 'customer ' || n from generate_series(1, 200) n");
      fill(connection, now);
    } catch (SQLException e) {
      throw new IllegalStateException("unable to make the shop's tables", e);
    }
  }

  /** Makes only the role, so that the shop can log in once its data was restored there. */
  void createRole() {
    cluster.execute("postgres", "create role shop login password '" + password + "'");
  }

  private static void fill(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into orders (customer_id, article, pieces, ordered_at)
            select 1 + n % 200, 'article ' || n % 37, 1 + n % 5, ?::timestamptz - n * interval '5 minutes'
            from generate_series(1, ?) n
            """)) {
      insert.setString(1, now.toString());
      insert.setInt(2, FIRST_ORDERS);
      insert.executeUpdate();
    }
  }

  /** Writes an order; when this returns, it is committed. */
  long insert(String customer, String article, int pieces, Instant at) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into orders (customer_id, article, pieces, ordered_at)
                values ((select id from customers where name = ?), ?, ?, ?) returning id
                """)) {
      insert.setString(1, customer);
      insert.setString(2, article);
      insert.setInt(3, pieces);
      insert.setObject(4, OffsetDateTime.parse(at.toString()));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  List<Order> newest(int limit) throws SQLException {
    List<Order> orders = new ArrayList<>();
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select o.id, c.name, o.article, o.pieces
                from orders o join customers c on c.id = o.customer_id order by o.id desc limit ?
                """)) {
      select.setInt(1, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          orders.add(new Order(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4)));
        }
      }
    }
    return orders;
  }

  long count() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from orders")) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return cluster.connect(NAME, USER, password);
  }
}

package io.drillbook.demo;

import java.nio.file.Path;
import java.time.Clock;

/**
 * The system that the demo protects: production with a shop full of orders, an empty standby, a
 * sandbox for drills, HAProxy in front, customers and a mail server. Closing it leaves nothing
 * running.
 */
public final class SampleSystem implements AutoCloseable {
  static final String BACKUP_ROLE = "backup";
  static final String ADMIN_ROLE = "admin";

  private final Parts parts;
  private final DemoSecrets secrets = DemoSecrets.random();
  private final Clock clock;
  private final Path home;
  private PrivatePostgres production;
  private PrivatePostgres standby;
  private ShopWeb standbyWeb;
  private FrontDoor door;
  private MailSink mail;
  private Customers customers;

  private SampleSystem(Path home, Clock clock, Parts parts) {
    this.home = home;
    this.clock = clock;
    this.parts = parts;
  }

  /**
   * Starts all of it; whatever was started is ended again where a part fails.
   *
   * @param home an empty folder for all state
   */
  public static SampleSystem start(Path home, Clock clock) {
    return start(home, clock, new Parts());
  }

  /** The same, with parts that somebody else may close in the middle of it. */
  static SampleSystem start(Path home, Clock clock, Parts parts) {
    // PostgreSQL's own user must be able to pass through; what is secret lies in folders below.
    Folders.makePassable(home);
    SampleSystem system = new SampleSystem(home, clock, parts);
    try {
      system.startParts();
      return system;
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private void startParts() {
    mail = parts.keep(new MailSink(home.resolve("mail")));
    production =
        PrivatePostgres.start("production", home.resolve("production"), secrets.superuser(), parts);
    standby = PrivatePostgres.start("standby", home.resolve("standby"), secrets.superuser(), parts);
    ShopDatabase shop = new ShopDatabase(production, secrets.shop());
    shop.create(clock.instant());
    production.execute(
        "postgres",
        "create role " + BACKUP_ROLE + " login password '" + secrets.backup() + "'",
        "grant pg_read_all_data to " + BACKUP_ROLE);
    ShopDatabase recovered = new ShopDatabase(standby, secrets.shop());
    recovered.createRole();
    standby.execute(
        "postgres",
        "create role " + ADMIN_ROLE + " superuser login password '" + secrets.admin() + "'");
    ShopWeb productionWeb = parts.keep(new ShopWeb("production", shop, clock));
    standbyWeb = parts.keep(new ShopWeb("standby", recovered, clock));
    door = new FrontDoor(home.resolve("haproxy"), productionWeb.port(), standbyWeb.port(), parts);
    customers = parts.keep(new Customers(door.address(), clock));
  }

  DemoSecrets secrets() {
    return secrets;
  }

  PrivatePostgres production() {
    return production;
  }

  PrivatePostgres standby() {
    return standby;
  }

  FrontDoor door() {
    return door;
  }

  Customers customers() {
    return customers;
  }

  MailSink mail() {
    return mail;
  }

  /** The standby's own shop, beside HAProxy. */
  String standbyAddress() {
    return "http://127.0.0.1:" + standbyWeb.port();
  }

  /** The disaster. */
  void destroyProduction() {
    production.destroy();
  }

  @Override
  public void close() {
    parts.close();
  }
}

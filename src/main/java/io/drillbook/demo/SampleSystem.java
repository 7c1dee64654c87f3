package io.drillbook.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The system that the demo protects: production with a shop full of orders, an empty standby, a
 * sandbox for drills, HAProxy in front, customers and a mail server. Closing it leaves nothing
 * running.
 */
public final class SampleSystem implements AutoCloseable {
  static final String BACKUP_ROLE = "backup";
  static final String ADMIN_ROLE = "admin";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DemoSecrets secrets = DemoSecrets.random();
  private final Clock clock;
  private final Path home;
  private PrivatePostgres production;
  private PrivatePostgres standby;
  private ShopWeb standbyWeb;
  private FrontDoor door;
  private MailSink mail;
  private Customers customers;

  private SampleSystem(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * Starts all of it; whatever was started is ended again where a part fails.
   *
   * @param home an empty folder for all state
   */
  public static SampleSystem start(Path home, Clock clock) {
    // PostgreSQL's own user must be able to pass through; what is secret lies in folders below.
    Folders.makePassable(home);
    SampleSystem system = new SampleSystem(home, clock);
    try {
      system.startParts();
      return system;
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private void startParts() {
    mail = keep(new MailSink(home.resolve("mail")));
    production =
        keep(PrivatePostgres.start("production", home.resolve("production"), secrets.superuser()));
    standby = keep(PrivatePostgres.start("standby", home.resolve("standby"), secrets.superuser()));
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
    ShopWeb productionWeb = keep(new ShopWeb("production", shop, clock));
    standbyWeb = keep(new ShopWeb("standby", recovered, clock));
    door = keep(new FrontDoor(home.resolve("haproxy"), productionWeb.port(), standbyWeb.port()));
    customers = keep(new Customers(door.address(), clock));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
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
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // One part that will not end must not keep the others running.
        System.getLogger(SampleSystem.class.getName())
            .log(System.Logger.Level.WARNING, "unable to end a part of the demo", e);
      }
    }
  }
}

package io.drillbook.driver.vault.sftp;

import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.common.SftpException;

/**
 * The connections of one vault: a stream has its own, short calls share those that rest. Broken
 * ones are thrown away, resting ones closed after a minute.
 */
final class Connections {
  private static final int OPEN_AT_MOST = 16;
  private static final int RESTING_AT_MOST = 4;
  private static final Duration REST = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final SftpSettings settings;
  private final SftpFaults faults;
  private final Login login;
  private final Semaphore places = new Semaphore(OPEN_AT_MOST, true);
  private final Deque<Connection> resting = new ArrayDeque<>();
  private SshClient client;

  Connections(SftpSettings settings, Secrets secrets, SftpFaults faults) {
    this.settings = settings;
    this.faults = faults;
    this.login = new Login(settings, secrets);
  }

  /** Something done on one connection. */
  interface Call<T> {
    T on(Connection connection) throws IOException;
  }

  /** Runs one call; a connection that broke meanwhile is not used again. */
  <T> T call(Call<T> call) throws IOException {
    Connection connection = borrow();
    boolean healthy = false;
    try {
      T answer = call.on(connection);
      healthy = true;
      return answer;
    } catch (SftpException e) {
      healthy = true;
      throw e;
    } finally {
      giveBack(connection, healthy);
    }
  }

  /**
   * A connection for one stream; give it back.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE, CREDENTIALS_REFUSED, INPUT_INVALID
   */
  Connection borrow() {
    takePlace();
    try {
      for (Connection rested = next(); rested != null; rested = next()) {
        if (rested.isAlive()) {
          return rested;
        }
        rested.close();
      }
      return connect();
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  void giveBack(Connection connection, boolean healthy) {
    try {
      if (!healthy || !keep(connection)) {
        connection.close();
      }
    } finally {
      places.release();
    }
  }

  private synchronized boolean keep(Connection connection) {
    if (resting.size() >= RESTING_AT_MOST) {
      return false;
    }
    connection.rest();
    resting.push(connection);
    var unused =
        client
            .getScheduledExecutorService()
            .schedule(this::closeRested, REST.toMillis() + 1, TimeUnit.MILLISECONDS);
    return true;
  }

  private synchronized void closeRested() {
    resting.removeIf(
        connection -> {
          boolean rested = connection.restingNanos() >= REST.toNanos();
          if (rested) {
            connection.close();
          }
          return rested;
        });
  }

  private synchronized Connection next() {
    return resting.poll();
  }

  /** One at a time: servers drop callers who knock all at once. */
  private synchronized Connection connect() {
    settings.requireFiles();
    try {
      if (client == null) {
        client = login.client();
      }
      return Connection.over(login.session(client));
    } catch (IOException e) {
      throw faults.connecting(e);
    }
  }

  private void takePlace() {
    try {
      if (places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw faults.unreachable(
        "open one more stream",
        settings.server(),
        OPEN_AT_MOST + " are open already; take fewer backups at the same time.",
        null);
  }
}

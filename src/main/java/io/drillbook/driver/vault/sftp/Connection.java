package io.drillbook.driver.vault.sftp;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/** One logged-in connection, used by one stream or one call at a time. */
final class Connection {
  /** One that rested longer is tried before it is trusted: firewalls forget silently. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The one that OpenSSH speaks; in it a rename has no flag to replace. */
  private static final int VERSION = 3;

  private final ClientSession session;
  private final AbstractSftpClient sftp;
  private volatile long restingSince;

  private Connection(ClientSession session, AbstractSftpClient sftp) {
    this.session = session;
    this.sftp = sftp;
  }

  /** Opens the SFTP channel; the session is closed with it, or at once on failure. */
  static Connection over(ClientSession session) throws IOException {
    try {
      return new Connection(
          session,
          (AbstractSftpClient) SftpClientFactory.instance().createSftpClient(session, VERSION));
    } catch (IOException | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  AbstractSftpClient sftp() {
    return sftp;
  }

  void rest() {
    restingSince = System.nanoTime();
  }

  long restingNanos() {
    return System.nanoTime() - restingSince;
  }

  boolean isAlive() {
    if (!session.isOpen() || !sftp.isOpen()) {
      return false;
    }
    if (restingNanos() < FRESH_NANOS) {
      return true;
    }
    try {
      sftp.canonicalPath(".");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void close() {
    session.close(true);
  }
}

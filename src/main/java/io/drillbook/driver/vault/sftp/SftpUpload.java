package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.util.EnumSet;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * An object in the making: a hidden file beside its place, written without waiting for each answer.
 * A hard link gives it its name, because a link never replaces what is there.
 */
final class SftpUpload extends VaultUpload {
  /** What every server takes in one request; many are on their way at the same time. */
  private static final int REQUEST_BYTES = 32 * 1024;

  private final String key;
  private final String temporary;
  private final SftpVault vault;
  private final Connection connection;
  private final Remote remote;
  private final CloseableHandle handle;
  private final SftpOutputStreamAsync out;
  private long bytes;
  private boolean healthy = true;
  private boolean answered;
  private boolean finished;

  SftpUpload(String key, String temporary, SftpVault vault, Connection connection)
      throws IOException {
    this.key = key;
    this.temporary = temporary;
    this.vault = vault;
    this.connection = connection;
    this.remote = vault.remote(connection);
    this.handle =
        connection
            .sftp()
            .open(
                remote.path(temporary),
                EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive));
    this.out =
        new SftpOutputStreamAsync(
            connection.sftp(), REQUEST_BYTES, remote.path(temporary), handle, false);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    try {
      out.write(from, offset, length);
      bytes += length;
    } catch (IOException e) {
      throw explain("write", e);
    }
  }

  @Override
  public void commit() {
    try {
      out.close();
      answered = true;
      remote.sync(handle);
      requireWhole();
      handle.close();
      vault.naming().name(remote, temporary, key);
    } catch (IOException e) {
      throw explain("commit", e);
    } finally {
      close();
    }
  }

  /** Before it has a name: what the server lost must never be seen. */
  private void requireWhole() throws IOException {
    if (connection.sftp().stat(handle).getSize() != bytes) {
      throw new SftpException(SftpConstants.SSH_FX_FAILURE, "the server kept another size");
    }
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      if (healthy) {
        handle.close();
        remote.remove(temporary);
      }
    } catch (IOException e) {
      healthy &= e instanceof SftpException;
      throw vault.faults().of("discard", key, e);
    } finally {
      // Answers to what was given up may still be under way: nobody should get them.
      vault.connections().giveBack(connection, healthy && answered);
    }
  }

  private Fault explain(String action, IOException e) {
    healthy &= e instanceof SftpException;
    try {
      if (healthy && remote.find(key) != null) {
        return vault.faults().exists(key, e);
      }
      if (SftpFaults.isStatus(e, SftpConstants.SSH_FX_FAILURE) && remote.isFull()) {
        return vault.faults().full(action, key, e);
      }
    } catch (IOException worse) {
      healthy = false;
      e.addSuppressed(worse);
    }
    return vault.faults().of(action, key, e);
  }
}

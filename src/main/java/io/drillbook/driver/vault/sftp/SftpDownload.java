package io.drillbook.driver.vault.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.common.SftpException;

/** An object being read, many requests ahead of the reader. */
final class SftpDownload extends InputStream {
  private static final int REQUEST_BYTES = 32 * 1024;

  private final String key;
  private final SftpVault vault;
  private final Connection connection;
  private final SftpInputStreamAsync in;
  private boolean healthy = true;
  private boolean atEnd;
  private boolean closed;

  SftpDownload(String key, long bytes, SftpVault vault, Connection connection) throws IOException {
    this.key = key;
    this.vault = vault;
    this.connection = connection;
    String path = vault.remote(connection).path(key);
    this.in =
        new SftpInputStreamAsync(
            connection.sftp(),
            REQUEST_BYTES,
            0,
            bytes,
            path,
            connection.sftp().open(path, EnumSet.of(OpenMode.Read)));
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    try {
      int read = in.read(into, offset, length);
      atEnd = read < 0;
      return read;
    } catch (IOException e) {
      healthy &= e instanceof SftpException;
      throw vault.faults().of("read", key, e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (atEnd && healthy) {
        in.close();
      }
    } catch (IOException e) {
      // Everything was read: what a close says then is no news, but the connection goes.
      healthy = false;
    } finally {
      // Answers to requests ahead may still be under way; nobody should wait for them.
      vault.connections().giveBack(connection, atEnd && healthy);
    }
  }
}

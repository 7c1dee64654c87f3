package io.drillbook.driver.vault.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A part in a file without a name. Not a channel: an interrupted request would close that, and the
 * next try of the same part would find nothing.
 */
final class FileBuffer extends PartBuffer {
  private final RandomAccessFile file;
  private final Path spool;

  FileBuffer(RandomAccessFile file, long capacity, Path spool) {
    super(capacity);
    this.file = file;
    this.spool = spool;
  }

  @Override
  void store(long at, byte[] bytes, int from, int length) {
    try {
      synchronized (file) {
        file.seek(at);
        file.write(bytes, from, length);
      }
    } catch (IOException e) {
      throw PartBuffers.noRoom(spool, e);
    }
  }

  private int load(long at, byte[] bytes, int from, int length) throws IOException {
    synchronized (file) {
      file.seek(at);
      return file.read(bytes, from, length);
    }
  }

  @Override
  InputStream open() {
    return new InputStream() {
      private long position;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = load(position, bytes, from, length);
        position += Math.max(0, read);
        return read;
      }
    };
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw PartBuffers.noRoom(spool, e);
    }
  }
}

package io.drillbook.driver.source.sanity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes the official export's layout: one folder with documents, assets and their descriptions.
 */
final class ExportTar implements AutoCloseable {
  static final String DOCUMENTS = "data.ndjson";
  static final String ASSETS = "assets.json";
  private static final int MODE = 0100600;

  private final TarArchiveOutputStream tar;
  private final String folder;

  ExportTar(OutputStream out, String folder) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    this.folder = folder;
  }

  void entry(String path, VeiledFile content) throws IOException {
    begin(path, content.size());
    try (InputStream in = content.read()) {
      in.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  void entry(String path, byte[] content) throws IOException {
    begin(path, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Writes the end; without it the tar is not whole. */
  void finish() throws IOException {
    tar.finish();
  }

  private void begin(String path, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + path);
    entry.setSize(size);
    entry.setMode(MODE);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
  }

  /** Closes the stream below; whatever was not finished stays so. */
  @Override
  public void close() throws IOException {
    tar.close();
  }
}

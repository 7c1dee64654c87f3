package io.drillbook.web;

import io.drillbook.usecase.evidence.PeriodSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes files into a zip as they come. The stream is opened by the first file, and never ended by
 * itself: where an export breaks off, the zip has no end.
 */
final class ZippedEvidence implements PeriodSink {
  private final Opening opening;
  private ZipOutputStream zip;

  ZippedEvidence(Opening opening) {
    this.opening = opening;
  }

  /** Where the zip goes; asked once. */
  @FunctionalInterface
  interface Opening {
    OutputStream open() throws IOException;
  }

  @Override
  public void put(String name, byte[] content) {
    write(name, out -> out.write(content));
  }

  @Override
  public void put(String name, Path content) {
    write(name, out -> Files.copy(content, out));
  }

  @FunctionalInterface
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private void write(String name, Content content) {
    try {
      if (zip == null) {
        zip = new ZipOutputStream(opening.open());
      }
      zip.putNextEntry(new ZipEntry(name));
      content.to(zip);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the zip; only where everything is in it. */
  void finish() throws IOException {
    zip.finish();
  }
}

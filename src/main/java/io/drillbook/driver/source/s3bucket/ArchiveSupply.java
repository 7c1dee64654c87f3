package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Objects from the capture's own archive, one after the other as they stand in it. */
final class ArchiveSupply implements Supply {
  private static final int BUFFER = 128 * 1024;

  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final Upload upload;
  private final String only;
  private final StepContext context;

  /** Objects for an upload; it may be null where they are only looked at. */
  ArchiveSupply(
      SourceCapture capture,
      Parts parts,
      MemberReader reader,
      Upload upload,
      String only,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.upload = upload;
    this.only = only;
    this.context = context;
  }

  @Override
  public String prefix() {
    return Home.of(capture).prefix();
  }

  @Override
  public Sums each(Taker taker) {
    Wanted wanted = new Wanted(capture, only);
    Member archive = parts.bytes().orElseThrow();
    try (Inventory.Reader inventory = new Inventory.Reader(reader.open(parts.inventory()));
        InputStream in = new BufferedInputStream(reader.open(archive), BUFFER);
        TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
      for (Optional<Line> line = wanted.next(inventory);
          line.isPresent();
          line = wanted.next(inventory)) {
        context.cancellation().check();
        require(line.get(), tar.getNextEntry());
        Passing bytes = new Passing(tar, line.get().size(), context.cancellation());
        if (wanted.isWanted(line.get())) {
          taker.take(line.get(), (one, key) -> put(one, key, bytes));
        }
        finish(line.get(), bytes);
        context.progress(archive.file(), tar.getBytesRead(), archive.contentBytes());
      }
      in.transferTo(OutputStream.nullOutputStream());
      return wanted.sums();
    } catch (IOException e) {
      throw wanted.failed(e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw wanted.notWhole(e.getMessage(), new IOException(e));
    }
  }

  private boolean put(Line line, String key, Passing bytes) {
    upload.put(line, key, line.headers(), bytes);
    return true;
  }

  private static void require(Line line, TarArchiveEntry entry) throws NotWhole {
    if (entry == null
        || !entry.getName().equals(Bytes.name(line.entry()))
        || entry.getSize() != line.size()) {
      throw new NotWhole("the archive does not hold the bytes of " + line.key());
    }
  }

  /** Reads what nobody wanted, too: the sum is over all of it. */
  private static void finish(Line line, Passing bytes) throws IOException {
    try {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (java.io.EOFException e) {
      throw new NotWhole("the archive is cut within " + line.key());
    }
    if (!bytes.sha256().equals(line.sha256())) {
      throw new NotWhole("the bytes of " + line.key() + " are not those that were captured");
    }
  }
}

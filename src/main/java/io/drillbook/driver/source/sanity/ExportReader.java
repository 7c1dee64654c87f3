package io.drillbook.driver.source.sanity;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads an export's tar to its end. */
final class ExportReader {
  private final Member member;
  private final FaultCode whenNotWhole;

  /**
   * A reader.
   *
   * @param whenNotWhole what a cut tar is called in the step at hand
   */
  ExportReader(Member member, FaultCode whenNotWhole) {
    this.member = member;
    this.whenNotWhole = whenNotWhole;
  }

  /**
   * Reads everything.
   *
   * @throws Fault where the tar is not whole, or cannot be read
   */
  void read(MemberReader reader, StepContext context, ExportVisitor visitor) {
    Source source = new Source(reader.open(member), member, context);
    boolean documents = false;
    try (TarArchiveInputStream tar = new TarArchiveInputStream(source, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (path.equals(ExportTar.DOCUMENTS)) {
          documents(tar, visitor);
          documents = true;
        } else if (path.equals(ExportTar.ASSETS)) {
          visitor.descriptions(Json.read(tar.readAllBytes()));
        } else if (entry.isFile()) {
          visitor.asset(path, tar);
        }
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw source.broken ? unreadable(e) : notWhole(e.getMessage(), e);
    }
    if (!documents) {
      throw notWhole("it ends before " + ExportTar.DOCUMENTS, null);
    }
  }

  Fault notWhole(String what, Throwable cause) {
    return new Fault(
        whenNotWhole,
        "unable to use an export that is not whole: '" + member.file() + "': " + what,
        "It was written so; verify the recovery point or choose another one.",
        cause);
  }

  private static void documents(InputStream tar, ExportVisitor visitor) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(tar, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      visitor.document(Json.read(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Fault unreadable(IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }

  /** Tells trouble of the member below from trouble of the tar in it. */
  private static final class Source extends FilterInputStream {
    private final Member member;
    private final StepContext context;
    private boolean broken;
    private long done;

    Source(InputStream in, Member member, StepContext context) {
      super(in);
      this.member = member;
      this.context = context;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      context.cancellation().check();
      try {
        int n = in.read(bytes, offset, length);
        done += Math.max(0, n);
        context.progress(member.file(), done, member.contentBytes());
        return n;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }
}

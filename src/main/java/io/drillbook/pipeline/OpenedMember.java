package io.drillbook.pipeline;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.io.IOException;
import java.io.InputStream;

/**
 * A member's content, decrypted by another thread and decompressed by the reading one. The end is
 * only ever reported after the MDC, the zstd checksum, and size and SHA-256 of the stored bytes and
 * of the content were all found as the manifest says; otherwise reading ends with a {@link Fault}.
 */
final class OpenedMember extends InputStream {
  private final Member member;
  private final HandOff handOff = new HandOff();
  private final Tally content = new Tally();
  private final InputStream in;
  private Fault failure;
  private boolean ended;

  OpenedMember(Member member, MemberKeys keys, InputStream stored) throws IOException {
    this.member = member;
    this.in = content.over(new ZstdInputStreamNoFinalizer(handOff.reader()));
    Thread decryption = new Thread(() -> decrypt(keys, stored), "decrypt " + member.file());
    decryption.setDaemon(true);
    decryption.start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return -1;
    }
    try {
      int n = in.read(bytes, from, length);
      if (n < 0) {
        finish();
      }
      return n;
    } catch (IOException e) {
      failure = faultOf(e);
      throw failure;
    } catch (Fault e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void finish() throws IOException {
    if (handOff.reader().read() >= 0) {
      throw new IOException("bytes behind the end of the compressed data");
    }
    requireSame(content, member.contentBytes(), member.contentSha256(), "content");
    ended = true;
  }

  private void decrypt(MemberKeys keys, InputStream stored) {
    Tally tally = new Tally();
    try (InputStream counted = tally.over(stored)) {
      new Decryption(member, keys).copy(counted, handOff.writer());
      requireSame(tally, member.storedBytes(), member.storedSha256(), "stored bytes");
      // Only now, and never by try-with-resources: closing tells the reader that all was well.
      handOff.writer().close();
    } catch (IOException | RuntimeException | Error e) {
      handOff.breakOff(e);
    }
  }

  private void requireSame(Tally seen, long bytes, String sha256, String what) {
    if (seen.bytes() != bytes || !seen.sha256().equals(sha256)) {
      throw new Fault(
          FaultCode.CHECKSUM_MISMATCH,
          "unable to use the member, its "
              + what
              + " differ from the manifest: '"
              + member.file()
              + "'",
          "Nothing read from it may be used; take another vault or another recovery point.");
    }
  }

  private Fault faultOf(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to unpack the member to its end: '" + member.file() + "'",
        "The stored bytes are damaged or cut; take another vault or another recovery point.",
        e);
  }
}

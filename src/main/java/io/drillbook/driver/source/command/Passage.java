package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lets bytes pass from one stream to another, counts them and takes their checksum. */
final class Passage {
  private static final int BUFFER = 128 * 1024;

  private final String subject;
  private final long total;
  private final StepContext context;
  private final DatabaseGuard guard;
  private final MessageDigest digest = sha256();
  private long bytes;

  /**
   * A passage that reports progress.
   *
   * @param total bytes that will come, or -1 where nobody knows
   * @param guard sees everything before it is written
   */
  Passage(String subject, long total, StepContext context, DatabaseGuard guard) {
    this.subject = subject;
    this.total = total;
    this.context = context;
    this.guard = guard;
  }

  /** What could not be written on, while all was well where it came from. */
  static final class NotTaken extends IOException {
    private static final long serialVersionUID = 1;

    NotTaken(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Copies to the end of what comes in; closes neither.
   *
   * @throws NotTaken where writing failed; any other failure is one of reading
   */
  void run(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int n = in.readNBytes(buffer, 0, DatabaseGuard.TOLD_BY);
    guard.begin(buffer, n);
    while (n > 0) {
      pass(buffer, n, out);
      n = in.read(buffer);
      guard.look(buffer, n);
    }
    context.cancellation().check();
  }

  private void pass(byte[] buffer, int n, OutputStream out) throws NotTaken {
    context.cancellation().check();
    try {
      out.write(buffer, 0, n);
    } catch (IOException e) {
      throw new NotTaken(e);
    }
    digest.update(buffer, 0, n);
    bytes += n;
    context.progress(subject, bytes, total);
  }

  long bytes() {
    return bytes;
  }

  /** Once, when all has passed. */
  String sum() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new Fault(
          FaultCode.INTERNAL, "unable to find the digest: 'SHA-256'", "Every Java has it.", e);
    }
  }
}

package io.drillbook.driver.source.mongodb;

import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Whatever is read goes into the member too, unaltered. */
final class Tee extends InputStream {
  private final InputStream in;
  private final OutputStream member;
  private final String subject;
  private final long total;
  private final StepContext context;
  private long done;

  Tee(InputStream in, OutputStream member, String subject, long total, StepContext context) {
    this.in = in;
    this.member = member;
    this.subject = subject;
    this.total = total;
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
    int n = in.read(bytes, offset, length);
    if (n > 0) {
      member.write(bytes, offset, n);
      done += n;
      context.progress(subject, done, total);
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

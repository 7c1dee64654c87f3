package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object from its beginning to its end. A cut connection is taken up again where it broke, from
 * the very same object; an answer that is too short is never taken for the end.
 */
final class ResumingStream extends InputStream {
  private static final int CUTS_WITHOUT_PROGRESS = 5;

  private final S3Connection connection;
  private final GetObjectRequest request;
  private final String tag;
  private final long length;
  private ResponseInputStream<GetObjectResponse> in;
  private long position;
  private int cuts;

  /** Asks for the object at once. */
  ResumingStream(S3Connection connection, GetObjectRequest request) {
    this.connection = connection;
    this.request = request;
    this.in = connection.ask("read", request.key(), s3 -> s3.getObject(request));
    this.tag = in.response().eTag();
    this.length = in.response().contentLength();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int wanted) {
    while (true) {
      try {
        int read = in.read(bytes, from, wanted);
        if (read > 0) {
          position += read;
          cuts = 0;
        }
        if (read >= 0 || position == length) {
          return read;
        }
        resume(new IOException("the answer ended early, at byte " + position + " of " + length));
      } catch (IOException e) {
        resume(e);
      } catch (RuntimeException e) {
        throw connection.explain("read", request.key(), e);
      }
    }
  }

  private void resume(IOException cut) {
    in.abort();
    if (++cuts > CUTS_WITHOUT_PROGRESS) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to read to the end, the connection breaks at byte "
              + position
              + ": '"
              + request.key()
              + "'",
          "Check the network to the store.",
          cut);
    }
    in =
        connection.askPatiently(
            "read",
            request.key(),
            s3 ->
                s3.getObject(
                    request.toBuilder().range("bytes=" + position + "-").ifMatch(tag).build()));
  }

  @Override
  public void close() throws IOException {
    if (position < length) {
      // Closing would first read all that is left.
      in.abort();
    } else {
      in.close();
    }
  }
}

package io.drillbook.pipeline;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Decodes the compressor's output on its way through, and is content only if it was one whole zstd
 * frame whose checksum over the content holds. A compressor that garbles data, by a defect or bad
 * memory, is then found during the backup and not during the restore; zstd once had such a defect
 * (restic decodes its own output since 0.16.4 for that reason). For one thread.
 */
final class FrameProof extends OutputStream {
  private static final int WINDOW_BYTES = 1 << 18;

  private final OutputStream next;
  private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();
  private final ByteBuffer frame = ByteBuffer.allocateDirect(HandOff.BUFFER_BYTES);
  private final ByteBuffer content = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private boolean whole;

  FrameProof(OutputStream next) {
    this.next = next;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; done += frame.limit()) {
      frame.clear().limit(Math.min(frame.capacity(), length - done));
      frame.put(bytes, from + done, frame.limit()).flip();
      decode();
    }
    next.write(bytes, from, length);
  }

  private void decode() throws IOException {
    try {
      do {
        if (whole) {
          throw garbled(null);
        }
        content.clear();
        whole = decoder.decompressDirectByteBufferStream(content, frame);
      } while (frame.hasRemaining() || (!whole && !content.hasRemaining()));
    } catch (ZstdException e) {
      throw garbled(e);
    }
  }

  /**
   * Says that this was all.
   *
   * @throws IOException where the frame had not come to its end
   */
  void requireWhole() throws IOException {
    if (!whole) {
      throw garbled(null);
    }
  }

  /** Frees the decoder's memory, which is outside the heap; leaves the next stream open. */
  @Override
  public void close() {
    decoder.close();
  }

  private static IOException garbled(ZstdException cause) {
    return new IOException("what the compressor wrote cannot be decoded", cause);
  }
}

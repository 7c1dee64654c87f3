package io.drillbook.pipeline;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * Turns a tool's own format into a member's stored bytes while they stream by: SHA-256 and count of
 * the content, zstd level 1 with its checksum, decoded again as a proof, OpenPGP (SEIPD version 1,
 * AES-256, no compression of its own), SHA-256 and count of the stored bytes. The writing thread
 * compresses, another one encrypts. Memory is constant. Closing completes the member; {@link
 * #result()} tells what it is.
 */
public final class MemberWriter extends OutputStream {
  private static final int LEVEL = 1;
  private static final int SMALL_WRITES = 128 * 1024;
  private static final int PACKET_BYTES = 1 << 18;

  private final HandOff handOff = new HandOff();
  private final Tally content;
  private final Tally stored = new Tally();
  private final OutputStream in;
  private final Thread encryption;
  private boolean closed;
  private MemberTotals result;

  private MemberWriter(
      String file,
      Recipients recipients,
      OutputStream out,
      LongConsumer progress,
      UnaryOperator<OutputStream> stretch)
      throws IOException {
    content = new Tally(progress);
    ZstdOutputStreamNoFinalizer zstd =
        new ZstdOutputStreamNoFinalizer(stretch.apply(handOff.writer()), LEVEL);
    zstd.setChecksum(true);
    in = new BufferedOutputStream(content.over(zstd), SMALL_WRITES);
    encryption = new Thread(() -> encrypt(recipients, out), "encrypt " + file);
    encryption.setDaemon(true);
    encryption.start();
  }

  /**
   * Begins a member.
   *
   * @param file the member's name, for messages and the thread's name
   * @param out takes the stored bytes, from another thread; never closed by the writer
   * @param progress told the bytes of content so far, after each buffer
   */
  public static MemberWriter open(
      String file, Recipients recipients, OutputStream out, LongConsumer progress)
      throws IOException {
    return new MemberWriter(file, recipients, out, progress, same -> same);
  }

  /**
   * Begins a member whose compressor writes through something else.
   *
   * @param stretch what stands between the compressor and the encryption
   */
  static MemberWriter through(
      UnaryOperator<OutputStream> stretch, Recipients recipients, OutputStream out)
      throws IOException {
    return new MemberWriter("m", recipients, out, bytes -> {}, stretch);
  }

  @Override
  public void write(int b) throws IOException {
    in.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    in.write(bytes, from, length);
  }

  /**
   * Stops the member for good: whoever writes to it gets an IOException with this cause. May be
   * called by any thread, before or after the end.
   */
  public void abort(Throwable why) {
    handOff.breakOff(why);
  }

  /**
   * Completes the member and waits until its last byte was taken.
   *
   * @throws IOException with the cause, where a stage failed
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      in.close();
      encryption.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      handOff.breakOff(e);
    } catch (IOException e) {
      handOff.breakOff(e);
    }
    Throwable broken = handOff.broken();
    if (broken != null) {
      throw new IOException("the member could not be written: " + broken.getMessage(), broken);
    }
    result = new MemberTotals(stored.bytes(), stored.sha256(), content.bytes(), content.sha256());
  }

  /** Whether it was closed and every stage ended well. */
  public boolean isComplete() {
    return result != null;
  }

  /**
   * Sizes and checksums.
   *
   * @throws IllegalStateException before the member is complete
   */
  public MemberTotals result() {
    if (result == null) {
      throw new IllegalStateException("the member is not complete");
    }
    return result;
  }

  private void encrypt(Recipients recipients, OutputStream out) {
    try {
      PGPEncryptedDataGenerator envelope = new PGPEncryptedDataGenerator(new FastDataCipher());
      for (PGPPublicKey key : recipients.keys()) {
        envelope.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
      }
      OutputStream body = envelope.open(stored.over(out), new byte[PACKET_BYTES]);
      PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
      OutputStream data =
          literal.open(body, PGPLiteralData.BINARY, "", PGPLiteralData.NOW, new byte[PACKET_BYTES]);
      try (FrameProof proof = new FrameProof(data)) {
        handOff.reader().transferTo(proof);
        proof.requireWhole();
      }
      literal.close();
      envelope.close();
      out.flush();
    } catch (IOException | PGPException | RuntimeException | Error e) {
      // Whatever ends this thread must reach the writing one, or a short member would look whole.
      handOff.breakOff(rootOf(e));
    }
  }

  private static Throwable rootOf(Throwable e) {
    return e instanceof IOException && e.getCause() != null ? e.getCause() : e;
  }
}

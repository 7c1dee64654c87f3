package io.drillbook.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * OpenPGP's cipher mode (CFB, RFC 4880 section 13.9, as used by SEIPD packets: zero IV, no
 * resynchronisation) by way of the modes that run on the CPU's AES instructions. With C(i) = P(i)
 * xor E(C(i-1)), one CBC encryption of the plaintext from IV E(0) yields E(C(1)), E(C(2)) …; the
 * way back is an ECB encryption of the ciphertext shifted by one block. The bytes are the same as
 * those of any other CFB.
 */
final class FastCfb {
  private static final String PROVIDER = "SunJCE";
  private static final int BLOCK = 16;
  private static final int BATCH = 64 * 1024;

  private FastCfb() {}

  static OutputStream encrypting(byte[] key, OutputStream out) {
    return new Encrypting(key, out);
  }

  static InputStream decrypting(byte[] key, InputStream in) {
    return new Decrypting(key, in);
  }

  private static Cipher cipher(String mode, byte[] key, byte[] iv) {
    try {
      Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding", PROVIDER);
      SecretKeySpec secret = new SecretKeySpec(key, "AES");
      if (iv == null) {
        cipher.init(Cipher.ENCRYPT_MODE, secret);
      } else {
        cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(iv));
      }
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES in mode " + mode, e);
    }
  }

  private static byte[] firstPad(byte[] key) {
    return cipher("ECB", key, null).update(new byte[BLOCK]);
  }

  private static void xor(byte[] into, byte[] other, int length) {
    for (int i = 0; i < length; i++) {
      into[i] ^= other[i];
    }
  }

  private static final class Encrypting extends OutputStream {
    private final OutputStream out;
    private final Cipher cbc;
    private final byte[] batch = new byte[BATCH];

    /** The key stream: a block carried over from the batch before, then one block more each. */
    private final byte[] pad = new byte[BATCH + BLOCK];

    private int used;
    private boolean closed;

    Encrypting(byte[] key, OutputStream out) {
      this.out = out;
      byte[] first = firstPad(key);
      System.arraycopy(first, 0, pad, 0, BLOCK);
      this.cbc = cipher("CBC", key, first);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int n = Math.min(length - done, BATCH - used);
        System.arraycopy(bytes, from + done, batch, used, n);
        used += n;
        done += n;
        if (used == BATCH) {
          encryptBatch();
        }
      }
    }

    /** Flushing in mid-block cannot be: a block's ciphertext depends on all of it. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      encryptBatch();
      out.close();
    }

    private void encryptBatch() throws IOException {
      int whole = used - used % BLOCK;
      try {
        cbc.update(batch, 0, whole, pad, BLOCK);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
      xor(batch, pad, used);
      out.write(batch, 0, used);
      System.arraycopy(pad, whole, pad, 0, BLOCK);
      used = 0;
    }
  }

  private static final class Decrypting extends InputStream {
    private final InputStream in;
    private final Cipher ecb;

    /** The last block of ciphertext of the batch before, then this batch's. */
    private final byte[] shifted = new byte[BLOCK + BATCH];

    private final byte[] plain = new byte[BATCH];
    private final byte[] pad = new byte[BATCH];
    private int used;
    private int filled;

    Decrypting(byte[] key, InputStream in) {
      this.in = in;
      this.ecb = cipher("ECB", key, null);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (used == filled && !decryptBatch()) {
        return -1;
      }
      int n = Math.min(length, filled - used);
      System.arraycopy(plain, used, bytes, from, n);
      used += n;
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private boolean decryptBatch() throws IOException {
      filled = in.readNBytes(shifted, BLOCK, BATCH);
      used = 0;
      int padded = (filled + BLOCK - 1) / BLOCK * BLOCK;
      try {
        ecb.update(shifted, 0, padded, pad, 0);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
      System.arraycopy(shifted, BLOCK, plain, 0, filled);
      xor(plain, pad, filled);
      System.arraycopy(shifted, filled, shifted, 0, BLOCK);
      return filled > 0;
    }
  }
}

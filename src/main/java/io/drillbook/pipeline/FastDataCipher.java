package io.drillbook.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.PGPDataEncryptor;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;

/**
 * Gives BouncyCastle the fast cipher and digest for the bulk data. Always AES-256 in a SEIPD packet
 * of version 1 with its MDC, whatever newer containers a recipient's key asks for: it is the only
 * one that every OpenPGP program reads.
 */
final class FastDataCipher implements PGPDataEncryptorBuilder {
  private static final int BLOCK = 16;

  @Override
  public int getAlgorithm() {
    return SymmetricKeyAlgorithmTags.AES_256;
  }

  @Override
  public int getAeadAlgorithm() {
    return -1;
  }

  @Override
  public int getChunkSize() {
    return 0;
  }

  @Override
  public boolean isV5StyleAEAD() {
    return false;
  }

  @Override
  public PGPDataEncryptor build(byte[] key) {
    return new PGPDataEncryptor() {
      @Override
      public OutputStream getOutputStream(OutputStream out) {
        return FastCfb.encrypting(key, out);
      }

      @Override
      public PGPDigestCalculator getIntegrityCalculator() {
        return new Sha1();
      }

      @Override
      public int getBlockSize() {
        return BLOCK;
      }
    };
  }

  @Override
  public PGPDataEncryptor build(byte[] key, byte[] iv) throws PGPException {
    throw new PGPException("only SEIPD version 1 is written");
  }

  @Override
  public SecureRandom getSecureRandom() {
    return new SecureRandom();
  }

  @Override
  public PGPDataEncryptorBuilder setWithIntegrityPacket(boolean wanted) {
    return this;
  }

  @Override
  public PGPDataEncryptorBuilder setWithAEAD(int algorithm, int chunkSize) {
    return this;
  }

  @Override
  public PGPDataEncryptorBuilder setUseV5AEAD() {
    return this;
  }

  @Override
  public PGPDataEncryptorBuilder setUseV6AEAD() {
    return this;
  }

  /** The way back, for AES of any key length. */
  static PGPDataDecryptor decryptor(int algorithm, byte[] key) throws PGPException {
    if (algorithm < SymmetricKeyAlgorithmTags.AES_128
        || algorithm > SymmetricKeyAlgorithmTags.AES_256) {
      throw new PGPException("the data is not encrypted with AES but with algorithm " + algorithm);
    }
    return new PGPDataDecryptor() {
      @Override
      public InputStream getInputStream(InputStream in) {
        return FastCfb.decrypting(key, in);
      }

      @Override
      public int getBlockSize() {
        return BLOCK;
      }

      @Override
      public PGPDigestCalculator getIntegrityCalculator() {
        return new Sha1();
      }
    };
  }

  /** The MDC's digest; RFC 4880 section 5.14 knows no other. */
  private static final class Sha1 implements PGPDigestCalculator {
    private final MessageDigest digest = Tally.fast("SHA-1");

    @Override
    public int getAlgorithm() {
      return HashAlgorithmTags.SHA1;
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int b) {
          digest.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
          digest.update(bytes, from, length);
        }
      };
    }

    @Override
    public byte[] getDigest() {
      return digest.digest();
    }

    @Override
    public void reset() {
      digest.reset();
    }
  }
}

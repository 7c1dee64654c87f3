package io.drillbook.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;

/** Makes OpenPGP keys that gpg 2.2 and newer import: ed25519 to sign, cv25519 to encrypt. */
public final class OpenPgpKeys {
  /** Coded count of RFC 4880 section 3.7.1.3: 65 million bytes hashed, what gpg takes too. */
  private static final int S2K_COUNT = 0xff;

  private OpenPgpKeys() {}

  /**
   * A new key.
   *
   * @param publicKey ASCII-armoured
   * @param privateKey ASCII-armoured, locked by the passphrase
   * @param fingerprint of the primary key, capital hexadecimal digits
   */
  public record GeneratedKey(String publicKey, String privateKey, String fingerprint) {
    /** Without the private half, which must not reach a log. */
    @Override
    public String toString() {
      return "GeneratedKey[" + fingerprint + "]";
    }
  }

  /**
   * Makes a key that never expires.
   *
   * @param userId such as {@code ops <ops@example.com>}
   * @param passphrase locks the private half; empty for none
   */
  public static GeneratedKey generate(String userId, char[] passphrase, Clock clock) {
    try {
      PGPKeyRingGenerator ring = ring(userId, passphrase, Date.from(clock.instant()));
      var certificate = ring.generatePublicKeyRing();
      StringBuilder fingerprint = new StringBuilder();
      for (byte b : certificate.getPublicKey().getFingerprint()) {
        fingerprint.append(String.format("%02X", b));
      }
      return new GeneratedKey(
          armoured(certificate.getEncoded()),
          armoured(ring.generateSecretKeyRing().getEncoded()),
          fingerprint.toString());
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("no key could be made", e);
    }
  }

  private static PGPKeyRingGenerator ring(String userId, char[] passphrase, Date at)
      throws PGPException {
    PGPKeyPairGenerator pairs =
        new BcPGPKeyPairGeneratorProvider().get(PublicKeyPacket.VERSION_4, at);
    PGPKeyPair primary = pairs.generateLegacyEd25519KeyPair();
    PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
    PGPKeyRingGenerator ring =
        new PGPKeyRingGenerator(
            PGPSignature.POSITIVE_CERTIFICATION,
            primary,
            userId,
            sha1,
            flags(at, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA).generate(),
            null,
            new BcPGPContentSignerBuilder(
                primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
            lock(passphrase));
    ring.addSubKey(
        pairs.generateLegacyX25519KeyPair(),
        flags(at, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE).generate(),
        null);
    return ring;
  }

  private static PGPSignatureSubpacketGenerator flags(Date at, int flags) {
    PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
    packets.setSignatureCreationTime(false, at);
    packets.setKeyFlags(true, flags);
    packets.setPreferredSymmetricAlgorithms(
        false, new int[] {SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_128});
    packets.setPreferredHashAlgorithms(
        false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
    return packets;
  }

  private static PBESecretKeyEncryptor lock(char[] passphrase) throws PGPException {
    if (passphrase.length == 0) {
      return null;
    }
    return new BcPBESecretKeyEncryptorBuilder(
            SymmetricKeyAlgorithmTags.AES_256,
            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
            S2K_COUNT)
        .setSecureRandom(new SecureRandom())
        .build(passphrase);
  }

  private static String armoured(byte[] key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
      armour.write(key);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }
}

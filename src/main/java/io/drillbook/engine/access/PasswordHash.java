package io.drillbook.engine.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;

/**
 * Stores passwords as PBKDF2-HMAC-SHA512 (RFC 8018): iterations, salt and digest, parted by colons.
 * The engine's own is one round of SHA-512, which a graphics card tries billions of times a second.
 * Not bcrypt: the engine appends its salt, and bcrypt cuts after 72 bytes.
 */
public final class PasswordHash implements PasswordEncryptor {
  private static final int ITERATIONS = 210_000;
  private static final int SALT_BYTES = 16;
  private static final int DIGEST_BITS = 256;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String encrypt(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return ITERATIONS
        + ":"
        + base64.encodeToString(salt)
        + ":"
        + base64.encodeToString(digest(password, salt, ITERATIONS));
  }

  @Override
  public boolean check(String password, String encrypted) {
    String[] parts = encrypted.split(":", -1);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] expected = base64.decode(parts[2]);
    byte[] actual = digest(password, base64.decode(parts[1]), Integer.parseInt(parts[0]));
    return MessageDigest.isEqual(expected, actual);
  }

  @Override
  public String hashAlgorithmName() {
    return "PBKDF2-SHA512";
  }

  private static byte[] digest(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, DIGEST_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}

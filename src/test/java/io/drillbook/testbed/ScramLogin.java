package io.drillbook.testbed;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's half of SCRAM-SHA-256 (RFC 7677), in the two commands in which MongoDB speaks it.
 */
final class ScramLogin {
  private static final int ITERATIONS = 4096;
  private static final byte[] SALT = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
  private static final int BITS = 256;

  private final Map<String, String> passwords;
  private String user;
  private String spoken;
  private String nonce;
  private boolean in;

  ScramLogin(Map<String, String> passwords) {
    this.passwords = passwords;
  }

  boolean isIn() {
    return in;
  }

  Document start(Document command) {
    String first = text(command).substring("n,,".length());
    user = first.split(",", 2)[0].substring("n=".length());
    nonce = first.substring(first.indexOf("r=") + 2) + UUID.randomUUID();
    String said =
        "r=%s,s=%s,i=%d".formatted(nonce, Base64.getEncoder().encodeToString(SALT), ITERATIONS);
    spoken = first + "," + said;
    return answer(said, false);
  }

  Document go(Document command) {
    String last = text(command);
    String without = last.substring(0, last.lastIndexOf(",p="));
    byte[] proof = Base64.getDecoder().decode(last.substring(last.lastIndexOf(",p=") + 3));
    String all = spoken + "," + without;
    try {
      byte[] salted = salted();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] signature = hmac(storedKey, all);
      byte[] expected = new byte[clientKey.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) (clientKey[i] ^ signature[i]);
      }
      if (!passwords.containsKey(user) || !Arrays.equals(expected, proof)) {
        throw new MongoServerError(18, "AuthenticationFailed", "Authentication failed.");
      }
      in = true;
      byte[] server = hmac(hmac(salted, "Server Key"), all);
      return answer("v=" + Base64.getEncoder().encodeToString(server), true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] salted() throws GeneralSecurityException {
    char[] password = passwords.getOrDefault(user, "nobody knows").toCharArray();
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(new PBEKeySpec(password, SALT, ITERATIONS, BITS))
        .getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Document command) {
    return new String(((BinData) command.get("payload")).getData(), StandardCharsets.UTF_8);
  }

  private static Document answer(String payload, boolean done) {
    return new Document("conversationId", 1)
        .append("done", done)
        .append("payload", new BinData(payload.getBytes(StandardCharsets.UTF_8)))
        .append("ok", 1.0);
  }
}

package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.point.SourceCapture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Counts and checksums of secrets in the order of their names. The manifest is not encrypted, so
 * the checksum of values is keyed by a salt that only the sealed member holds: nobody can try out
 * what a short value may be.
 */
final class Tally {
  private static final String NAMED = "secrets named";
  private static final String METADATA = SourceCapture.CHECKSUM + "metadata";
  private static final String HASH = "HmacSHA256";

  private final MessageDigest metadata;
  private final Optional<Mac> values;
  private final Map<String, Known> known = new TreeMap<>();
  private long versions;

  /**
   * Nothing yet.
   *
   * @param salt empty where values are not looked at
   */
  Tally(Optional<byte[]> salt) {
    try {
      metadata = MessageDigest.getInstance("SHA-256");
      if (salt.isEmpty()) {
        values = Optional.empty();
      } else {
        Mac mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(salt.get(), HASH));
        values = Optional.of(mac);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void secret(String path, Known secret) {
    known.put(path, secret);
    metadata.update(line(path, secret.description(), secret.tags()));
  }

  /** A version of a secret that was told of before. */
  void value(String path, String version, ObjectNode value) {
    versions++;
    Known secret = known.get(path);
    Object labels = secret == null ? "" : secret.labels().get(version);
    values.orElseThrow().update(line(path, version, labels, value));
  }

  /** What there is without any value. */
  Map<String, Long> named() {
    return new TreeMap<>(Map.of(NAMED, (long) known.size(), METADATA, number(metadata.digest())));
  }

  /** The same with values; ends the counting. */
  Map<String, Long> all() {
    Map<String, Long> all = named();
    all.put("values", versions);
    all.put(SourceCapture.CHECKSUM + "values", number(values.orElseThrow().doFinal()));
    return all;
  }

  /** Each part behind its length, so that no two lists of parts look alike. */
  private static byte[] line(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String one = String.valueOf(part);
      text.append(one.length()).append(':').append(one);
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static long number(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }
}

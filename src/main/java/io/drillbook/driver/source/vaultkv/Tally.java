package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.point.SourceCapture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Counts and checksums of secrets in the order of their paths. The manifest is not encrypted, so
 * the checksum of values is keyed by a salt that only the sealed member holds: nobody can try out
 * what a short value may be.
 */
final class Tally {
  static final String NAMED = "secrets named";

  private static final String METADATA = SourceCapture.CHECKSUM + "metadata";
  private static final String HASH = "HmacSHA256";

  private final MessageDigest metadata;
  private final Optional<Mac> values;
  private long secrets;
  private long versions;
  private long readable;

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

  void secret(String path, JsonNode known) {
    secrets++;
    versions += Engine.versions(known).size();
    metadata.update(line(path, 0, Inventory.settings(known)));
  }

  void value(String path, long version, JsonNode value) {
    readable++;
    values.orElseThrow().update(line(path, version, value));
  }

  /** What there is without any value. */
  Map<String, Long> named() {
    return new TreeMap<>(Map.of(NAMED, secrets, METADATA, number(metadata.digest())));
  }

  /** The same with versions and values; ends the counting. */
  Map<String, Long> all() {
    Map<String, Long> all = named();
    all.put("versions", versions);
    all.put("values", readable);
    all.put(SourceCapture.CHECKSUM + "values", number(values.orElseThrow().doFinal()));
    return all;
  }

  private static byte[] line(String path, long version, JsonNode node) {
    String text = path + "\n" + version + "\n" + sorted(node) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The same text for the same content, in whatever order a server answers. */
  private static String sorted(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node.toString();
    }
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    StringBuilder text = new StringBuilder("{");
    for (String name : names) {
      text.append(Json.object().textNode(name)).append(':').append(sorted(object.get(name)));
      text.append(',');
    }
    return text.append('}').toString();
  }

  private static long number(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }
}

package io.drillbook.domain.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;

/**
 * The hash rule of the record: SHA-256 over every field, each written as a netstring ({@code
 * <bytes>:<UTF-8>,}), so that no two different lines are written alike. {@code
 * docs/reference/record.md} describes it for whoever wants to check it with other tools.
 */
public final class RecordChain {
  private static final String FORMAT = "drillbook-record-1";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private RecordChain() {}

  /** The line that follows the head. */
  public static RecordEntry next(String runId, ChainHead head, EntryDraft entry) {
    long number = head.number() + 1;
    return new RecordEntry(
        runId, number, entry, head.hash(), hash(runId, number, entry, head.hash()));
  }

  /** The hash that a line must have, hexadecimal. */
  public static String hash(String runId, long number, EntryDraft entry, String previousHash) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(canonical(runId, number, entry, previousHash)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The bytes that are hashed. */
  static byte[] canonical(String runId, long number, EntryDraft entry, String previousHash) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    field(out, FORMAT);
    field(out, previousHash);
    field(out, runId);
    field(out, Long.toString(number));
    field(out, MICROS.format(entry.at()));
    field(out, entry.kind().name());
    field(out, entry.step());
    field(out, entry.name());
    field(out, entry.actor());
    field(out, Integer.toString(entry.attempt()));
    field(out, entry.outcome());
    field(out, Integer.toString(entry.details().size()));
    for (Map.Entry<String, String> detail : entry.details().entrySet()) {
      field(out, detail.getKey());
      field(out, detail.getValue());
    }
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
    out.write(',');
  }
}

package io.drillbook.pipeline.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.pipeline.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of a pack, in memory. What is signed holds the checksums of all the others, so that
 * none of them can be swapped.
 *
 * @param files by name, the signature among them
 */
public record EvidencePack(Map<String, byte[]> files) {
  public EvidencePack {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Seals a pack.
   *
   * @param beside what stands in the pack beside what is made here, such as the models
   * @param evidence given the checksums of all other files
   * @throws io.drillbook.domain.fault.Fault where it cannot be signed
   */
  public static EvidencePack seal(
      Map<String, byte[]> beside, Function<List<FileFacts>, Evidence> evidence, SigningKey signer) {
    Map<String, byte[]> files = new LinkedHashMap<>(beside);
    files.put(EvidenceLayout.README, EvidenceGuide.text(signer.fingerprint()));
    byte[] signed = EvidenceJson.write(evidence.apply(facts(files)));
    files.put(EvidenceLayout.EVIDENCE, signed);
    files.put(EvidenceLayout.SUMS, sums(files));
    files.put(EvidenceLayout.SIGNATURE, signer.sign(signed));
    return new EvidencePack(files);
  }

  /** The record as a table, for {@code beside}. */
  public static byte[] table(Evidence evidence) {
    return RecordCsv.write(evidence.record().lines());
  }

  /** Checksum of bytes, hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<FileFacts> facts(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .map(it -> new FileFacts(it.getKey(), it.getValue().length, sha256(it.getValue())))
        .toList();
  }

  static byte[] sums(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .map(it -> sha256(it.getValue()) + "  " + it.getKey() + "\n")
        .sorted()
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}

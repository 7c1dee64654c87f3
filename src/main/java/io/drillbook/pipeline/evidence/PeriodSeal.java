package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.pipeline.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seals the index of a period, which holds the checksums of all that lies beside it. */
public final class PeriodSeal {
  private static final String README =
      """
      Evidence of one system over a period, exported by Drillbook.

        period.json      verdicts, objectives, drills done and missed, findings, plans; and the
                         checksums of the other files here
        period.json.asc  detached OpenPGP signature over period.json
        period.pdf       the same for people
        runs.ndjson      one line for each run, with the checksum of its pack's evidence.json
        period.csv       the same as a table; a cell that begins with an apostrophe began with a
                         character that a spreadsheet takes for a formula
        runs/<run>/      the pack of that run, which can be checked by itself

      Check all of it with Drillbook; no server is needed:

        drillbook evidence verify . --key signer.asc

      Check it with stock tools. Get the signer's public key from whoever answers for the recovery
      points, not from whoever handed you this folder; its fingerprint is

        %s

        gpg --import signer.asc
        gpg --verify period.json.asc period.json
        jq -r '.files[] | .sha256 + "  " + .name' period.json | sha256sum -c
        jq -r '.packSha256 + "  runs/" + .run + "/evidence.json"' runs.ndjson | sha256sum -c

      A folder under runs/ that runs.ndjson does not name is not of this evidence.
      """;

  private PeriodSeal() {}

  /** How to check it by hand. */
  public static byte[] readme(String fingerprint) {
    return README.formatted(fingerprint).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The index and its signature, by name.
   *
   * @throws io.drillbook.domain.fault.Fault where it cannot be signed
   */
  public static Map<String, byte[]> seal(PeriodEvidence period, SigningKey signer) {
    byte[] signed = EvidenceJson.write(period);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(PeriodLayout.INDEX, signed);
    files.put(PeriodLayout.SIGNATURE, signer.sign(signed));
    return files;
  }

  static PeriodEvidence read(JsonNode tree) throws JsonProcessingException {
    return EvidenceJson.MAPPER.treeToValue(tree, PeriodEvidence.class);
  }
}

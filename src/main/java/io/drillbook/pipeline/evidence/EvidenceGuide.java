package io.drillbook.pipeline.evidence;

import java.nio.charset.StandardCharsets;

/** README.txt of a pack: how to check it without Drillbook. */
final class EvidenceGuide {
  private static final String TEXT =
      """
      Evidence of one run, exported by Drillbook.

        evidence.json      everything, with the record line by line and the checksums of the other files
        evidence.json.asc  detached OpenPGP signature over evidence.json
        evidence.pdf       the same for people
        record.csv         the record as a table; a cell that begins with an apostrophe began with a
                           character that a spreadsheet takes for a formula
        *.bpmn             the models that the run went by
        SHA256SUMS         checksums of all files but the signature

      Check it with Drillbook; no server is needed:

        drillbook evidence verify . --key signer.asc

      Check it with stock tools. Get the signer's public key from whoever answers for the recovery
      points, not from whoever handed you this folder; its fingerprint is

        %s

        gpg --import signer.asc
        gpg --verify evidence.json.asc evidence.json
        sha256sum -c SHA256SUMS

      The signature covers evidence.json only. Compare what sha256sum counted with "files" at the end
      of evidence.json, or let jq do it:

        jq -r '.files[] | .sha256 + "  " + .name' evidence.json | sha256sum -c

      Each line of the record holds the hash of the line before it. How a hash is counted stands in
      docs/reference/record.md of Drillbook.
      """;

  private EvidenceGuide() {}

  static byte[] text(String fingerprint) {
    return TEXT.formatted(fingerprint).getBytes(StandardCharsets.UTF_8);
  }
}

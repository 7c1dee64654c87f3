package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** An armoured detached signature; good only if it is by a key that is expected. */
final class DetachedSignature {
  private static final Set<Integer> HASHES =
      Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

  private final byte[] armoured;

  DetachedSignature(byte[] armoured) {
    this.armoured = armoured.clone();
  }

  /** The key that it says it is by: a fingerprint, or a key id where it names no fingerprint. */
  String claimedIssuer() {
    return readable().getKeyIdentifiers().stream()
        .map(Object::toString)
        .findFirst()
        .orElse("an unnamed key");
  }

  private PGPSignature readable() {
    try {
      return parse();
    } catch (IOException | RuntimeException e) {
      throw e instanceof Fault fault
          ? fault
          : invalid("the signature cannot be read", "Take another vault or recovery point.", e);
    }
  }

  void verify(byte[] content, OpenPGPCertificate expected, String fingerprint) {
    try {
      PGPSignature signature = parse();
      PGPPublicKey key = keyOf(signature, expected, fingerprint);
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(content);
      if (!signature.verify()) {
        throw invalid(
            "the signed bytes were changed", "Take another vault or recovery point.", null);
      }
    } catch (IOException | PGPException | RuntimeException e) {
      if (e instanceof Fault fault) {
        throw fault;
      }
      throw invalid("the signature cannot be read", "Take another vault or recovery point.", e);
    }
  }

  /** Whether it says that it is by this key, and the key was valid then; not yet whether it is. */
  boolean claims(OpenPGPCertificate certificate) {
    return !parts(readable(), certificate).isEmpty();
  }

  private PGPSignature parse() throws IOException {
    Object first =
        new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(armoured)))
            .nextObject();
    if (!(first instanceof PGPSignatureList list) || list.size() != 1) {
      throw invalid(
          "it is not exactly one signature", "Take another vault or recovery point.", null);
    }
    PGPSignature signature = list.get(0);
    if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT
        || !HASHES.contains(signature.getHashAlgorithm())) {
      throw invalid("it is of a kind that is not accepted", "Sign with SHA-256 or better.", null);
    }
    return signature;
  }

  private static PGPPublicKey keyOf(
      PGPSignature signature, OpenPGPCertificate expected, String fingerprint) {
    List<PGPPublicKey> keys = parts(signature, expected);
    if (keys.isEmpty()) {
      throw notBy(fingerprint);
    }
    return keys.get(0);
  }

  private static List<PGPPublicKey> parts(PGPSignature signature, OpenPGPCertificate expected) {
    return expected.getSigningKeys(signature.getCreationTime()).stream()
        .filter(part -> signature.hasKeyIdentifier(part.getKeyIdentifier()))
        .map(part -> part.getPGPPublicKey())
        .toList();
  }

  static Fault notBy(String fingerprints) {
    return invalid(
        "it is not by the expected key",
        "Expected is "
            + fingerprints
            + ", valid when it signed; a signer of earlier points stands under"
            + " 'backup.signed-before' of the plan.",
        null);
  }

  private static Fault invalid(String why, String hint, Throwable cause) {
    return new Fault(
        FaultCode.SIGNATURE_INVALID,
        "unable to accept the signature, " + why + ": 'manifest.json.asc'",
        hint,
        cause);
  }
}

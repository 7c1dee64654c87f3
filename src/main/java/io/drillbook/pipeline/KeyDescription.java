package io.drillbook.pipeline;

import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPUserId;

/** Reads out of a certificate what may be told to everybody. */
final class KeyDescription {
  private static final Map<String, String> CURVES =
      Map.of(
          "1.3.6.1.4.1.3029.1.5.1", "cv25519",
          "1.3.6.1.4.1.11591.15.1", "ed25519",
          "1.2.840.10045.3.1.7", "nistp256",
          "1.3.132.0.34", "nistp384",
          "1.3.132.0.35", "nistp521");

  private KeyDescription() {}

  static KeyFacts of(
      String name, KeyUse use, OpenPGPCertificate certificate, OpenPGPComponentKey part, Date at) {
    PGPPublicKey key = part.getPGPPublicKey();
    return new KeyFacts(
        name,
        use,
        hex(certificate.getFingerprint()),
        certificate.getValidUserIds(at).stream()
            .findFirst()
            .or(() -> certificate.getAllUserIds().stream().findFirst())
            .map(OpenPGPUserId::getUserId)
            .orElse(""),
        algorithm(key),
        part.getCreationTime().toInstant(),
        expires(certificate, part, at),
        hex(key.getFingerprint()));
  }

  /** The earlier of the two ends: a subkey is worth no more than its primary key. */
  static Optional<Instant> expires(
      OpenPGPCertificate certificate, OpenPGPComponentKey part, Date at) {
    return Stream.of(
            Optional.ofNullable(certificate.getExpirationTime(at)),
            Optional.ofNullable(part.getKeyExpirationDateAt(at)))
        .flatMap(Optional::stream)
        .map(Date::toInstant)
        .min(Instant::compareTo);
  }

  static String hex(byte[] fingerprint) {
    return HexFormat.of().formatHex(fingerprint).toUpperCase(Locale.ROOT);
  }

  private static String algorithm(PGPPublicKey key) {
    return switch (key.getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL -> "rsa" + key.getBitStrength();
      case PublicKeyAlgorithmTags.DSA -> "dsa" + key.getBitStrength();
      case PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT -> "elg" + key.getBitStrength();
      case PublicKeyAlgorithmTags.Ed25519 -> "ed25519";
      case PublicKeyAlgorithmTags.X25519 -> "cv25519";
      case PublicKeyAlgorithmTags.Ed448 -> "ed448";
      case PublicKeyAlgorithmTags.X448 -> "cv448";
      default -> curve(key.getPublicKeyPacket().getKey(), key.getAlgorithm());
    };
  }

  private static String curve(BCPGKey key, int algorithm) {
    if (key instanceof ECPublicBCPGKey elliptic) {
      String id = elliptic.getCurveOID().getId();
      return CURVES.getOrDefault(id, "curve " + id);
    }
    return "algorithm " + algorithm;
  }
}

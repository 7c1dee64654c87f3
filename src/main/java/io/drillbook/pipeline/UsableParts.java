package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;

/** Which parts of a key can be used now: one that expired, or was revoked, cannot. */
final class UsableParts {
  private final Date now;

  UsableParts(Instant now) {
    this.now = Date.from(now);
  }

  List<OpenPGPComponentKey> parts(OpenPGPCertificate certificate, KeyUse use) {
    return parts(certificate, use, now);
  }

  private static List<OpenPGPComponentKey> parts(
      OpenPGPCertificate certificate, KeyUse use, Date at) {
    return use == KeyUse.SIGN ? certificate.getSigningKeys(at) : certificate.getEncryptionKeys(at);
  }

  /** The part that was fit for this use just before the key expired. */
  OpenPGPComponentKey fitOnce(String name, KeyUse use, OpenPGPCertificate certificate) {
    List<OpenPGPComponentKey> fit =
        certificate.getPublicKeys().values().stream()
            .filter(part -> wasFit(part, use, certificate))
            .toList();
    return newest(name, fit, certificate);
  }

  private boolean wasFit(OpenPGPComponentKey part, KeyUse use, OpenPGPCertificate certificate) {
    return KeyDescription.expires(certificate, part, now)
        .map(end -> parts(certificate, use, Date.from(end.minusSeconds(1))))
        .stream()
        .flatMap(List::stream)
        .anyMatch(one -> one.getKeyIdentifier().equals(part.getKeyIdentifier()));
  }

  OpenPGPComponentKey newest(String name, KeyUse use, OpenPGPCertificate certificate) {
    return newest(name, parts(certificate, use), certificate);
  }

  OpenPGPComponentKey newest(
      String name, List<OpenPGPComponentKey> usable, OpenPGPCertificate certificate) {
    return usable.stream()
        .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
        .orElseThrow(() -> unusable(name, certificate));
  }

  private Fault unusable(String name, OpenPGPCertificate certificate) {
    Optional<Instant> expired =
        Optional.ofNullable(certificate.getExpirationTime())
            .map(Date::toInstant)
            .filter(end -> end.isBefore(now.toInstant()));
    return new Fault(
        FaultCode.KEY_MISSING,
        "unable to use the key now: '" + name + "'",
        expired
            .map(end -> "It expired at " + end + "; extend it with gpg and export it again.")
            .orElse("It has no part that is valid for this use: look at it with gpg --show-keys."));
  }
}

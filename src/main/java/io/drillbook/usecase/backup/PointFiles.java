package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.RestoreGuide;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import java.util.List;
import java.util.Optional;

/** Writes what stands beside the members of a recovery point in one vault. */
final class PointFiles {
  private final StoredPoint place;

  PointFiles(StoredPoint place) {
    this.place = place;
  }

  /** Everything but the signature, which must not be there yet. */
  void writeUnsigned(SignedManifest signed, String guide) {
    put(PointLayout.SUMS, RestoreGuide.sums(signed.manifest()));
    put(PointLayout.GUIDE, guide);
    put(PointLayout.MANIFEST, signed.text());
  }

  /** The signature, and a look at the whole as a reader will see it. */
  void sign(SignedManifest signed, KeyRing keys, List<String> signers) {
    if (!place.hasSignature()) {
      place.put(PointLayout.SIGNATURE, signed.signature());
    }
    if (!place.manifest(keys, signers).text().equals(signed.text())) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to seal, the vault holds another manifest: '" + place.vault() + "'",
          "Did two runs seal one recovery point? Take a new backup.");
    }
  }

  /** Replaces only what an earlier attempt left and nobody has signed. */
  private void put(String file, String text) {
    Optional<String> left = place.find(file);
    if (left.filter(text::equals).isPresent()) {
      return;
    }
    if (left.isPresent()) {
      place.removeFile(file);
    }
    place.put(file, text);
  }
}

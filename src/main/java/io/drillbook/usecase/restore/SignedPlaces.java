package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SideFiles;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.Vaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The vaults that hold one and the same well-signed manifest of a point. */
final class SignedPlaces {
  /** Of several troubles the one that says most is told. */
  private static final List<FaultCode> TELLING =
      List.of(
          FaultCode.POINT_UNKNOWN,
          FaultCode.VAULT_UNREACHABLE,
          FaultCode.KEY_MISSING,
          FaultCode.SIGNATURE_INVALID);

  private final List<StoredPoint> places = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> beside = new ArrayList<>();
  private SignedManifest signed;

  private SignedPlaces() {}

  static SignedPlaces find(PointWanted wanted, Vaults vaults, KeyRing keys) {
    SignedPlaces found = new SignedPlaces();
    for (String name : wanted.vaults()) {
      try {
        StoredPoint place = new StoredPoint(vaults.vault(name), wanted.system(), wanted.point());
        found.add(place, place.manifest(keys, wanted.signers()));
      } catch (Fault e) {
        found.note(e);
      }
    }
    if (found.signed == null) {
      throw found.faults.stream()
          .max(Comparator.comparing(fault -> TELLING.indexOf(fault.code())))
          .orElseThrow(() -> new IllegalArgumentException("no vault to look in"));
    }
    return found;
  }

  Manifest manifest() {
    return signed.manifest();
  }

  List<StoredPoint> places() {
    return List.copyOf(places);
  }

  synchronized void note(Fault fault) {
    faults.add(fault);
  }

  /** Whether a vault did not answer, so that it cannot be told what it holds. */
  synchronized boolean missedAny() {
    return faults.stream().anyMatch(fault -> fault.code() == FaultCode.VAULT_UNREACHABLE);
  }

  synchronized List<String> findings() {
    return Stream.concat(faults.stream().map(Fault::getMessage), beside.stream()).toList();
  }

  /** Files that no restore reads must not be in a restore's way. */
  private void lookBeside(StoredPoint place) {
    try {
      beside.addAll(new SideFiles(place).findings(manifest()));
    } catch (Fault e) {
      beside.add(e.getMessage());
    }
  }

  private void add(StoredPoint place, SignedManifest manifest) {
    if (signed == null) {
      signed = manifest;
    }
    if (signed.text().equals(manifest.text())) {
      places.add(place);
      lookBeside(place);
    } else {
      note(
          new Fault(
              FaultCode.SIGNATURE_INVALID,
              "unable to use a second, different manifest of the point: '" + place.vault() + "'",
              "Both are signed by the expected key; find out who sealed twice."));
    }
  }
}

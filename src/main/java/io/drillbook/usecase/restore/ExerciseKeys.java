package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.vault.Vaults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Opens a recovery point with every private key on this machine that should open it: a restore uses
 * one of them, and the others would be found wanting in the disaster.
 */
public final class ExerciseKeys {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final KeyRing keys;
  private final Vaults vaults;

  /** Takes what it works with. */
  public ExerciseKeys(KeyRing keys, Vaults vaults) {
    this.keys = keys;
    this.vaults = vaults;
  }

  /**
   * What was tried.
   *
   * @param openedWith names of the keys that opened the smallest member to its end
   * @param notHere recipients whose private half is not on this machine, by name or, where
   *     drillbook.yaml does not know them any more, by fingerprint: nobody has tried those
   */
  public record Exercised(List<String> openedWith, List<String> notHere) {}

  /**
   * Tries each key.
   *
   * @throws Fault DECRYPTION_FAILED, KEY_MISSING where a key that is here does not open the point
   */
  public Exercised exercise(VerifiedPoint verified, StepContext context) {
    List<String> opened = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>(verified.manifest().recipients());
    for (String name : keys.names()) {
      String fingerprint = keys.fingerprint(name);
      int at = elsewhere.indexOf(fingerprint);
      if (at >= 0 && keys.opens(name)) {
        open(verified, fingerprint, name, context);
        opened.add(name);
        elsewhere.remove(at);
      } else if (at >= 0) {
        elsewhere.set(at, name);
      }
    }
    return new Exercised(List.copyOf(opened), List.copyOf(elsewhere));
  }

  private void open(VerifiedPoint verified, String fingerprint, String name, StepContext context) {
    Manifest manifest = verified.manifest();
    Member smallest =
        manifest.members().stream()
            .filter(member -> !member.isSealed())
            .min(Comparator.comparingLong(Member::storedBytes))
            .orElseThrow();
    String vault = verified.vaults().iterator().next();
    StoredPoint place = new StoredPoint(vaults.vault(vault), manifest.system(), manifest.point());
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in =
        new EncryptedMembers(keys.openers(List.of(fingerprint)), place::read).open(smallest)) {
      while (in.read(buffer) >= 0) {
        context.cancellation().check();
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to open the recovery point with the key: '" + name + "'",
          "Compare its private and its public file; other keys may still open the point.",
          e);
    }
  }
}

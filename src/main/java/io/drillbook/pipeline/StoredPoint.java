package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** One recovery point's folder in one vault. */
public final class StoredPoint {
  /** More is no manifest but an attack on the memory. */
  private static final int SMALL_FILE_BYTES = 64 * 1024 * 1024;

  private final Vault vault;
  private final String system;
  private final String point;
  private final String folder;

  /** The folder of a point, which need not be there yet. */
  public StoredPoint(Vault vault, String system, String point) {
    this.vault = vault;
    this.system = system;
    this.point = point;
    this.folder = PointLayout.folder(system, point);
  }

  /** The vault's name. */
  public String vault() {
    return vault.name();
  }

  /** Whether a signature is there, good or not. */
  public boolean hasSignature() {
    return vault.exists(folder + PointLayout.SIGNATURE);
  }

  /**
   * The manifest, if it is signed by a trusted key, names that very key, and belongs to this very
   * folder: a good point copied under another name would else pass as a newer one.
   *
   * @throws Fault SIGNATURE_INVALID, POINT_UNKNOWN, KEY_MISSING, VAULT_UNREACHABLE
   */
  public SignedManifest manifest(KeyRing keys, List<String> signers) {
    byte[] text = get(PointLayout.MANIFEST);
    if (!hasSignature()) {
      throw new Fault(
          FaultCode.SIGNATURE_INVALID,
          "unable to use what was never sealed: '" + folder + "'",
          "Its backup did not end well; take another recovery point.");
    }
    byte[] signature = get(PointLayout.SIGNATURE);
    String signer = keys.verify(signers, text, signature);
    String json = new String(text, StandardCharsets.UTF_8);
    Manifest manifest = ManifestJson.read(json);
    if (!manifest.system().equals(system) || !manifest.point().equals(point)) {
      throw new Fault(
          FaultCode.SIGNATURE_INVALID,
          "unable to accept the manifest, it is of another point: '" + folder + "'",
          "It says " + manifest.system() + "/" + manifest.point() + "; who copied it?");
    }
    if (!manifest.signer().equals(signer)) {
      throw new Fault(
          FaultCode.SIGNATURE_INVALID,
          "unable to accept the manifest, it names another signer than signed it: '" + folder + "'",
          "It names " + manifest.signer() + " and is signed by " + signer + ".");
    }
    return new SignedManifest(manifest, json, new String(signature, StandardCharsets.UTF_8));
  }

  /** Where only one key is trusted. */
  public SignedManifest manifest(KeyRing keys, String signer) {
    return manifest(keys, List.of(signer));
  }

  /**
   * Which of these keys the signature says it is by; nothing is checked by that.
   *
   * @throws Fault POINT_UNKNOWN where there is no signature; SIGNATURE_INVALID where it cannot be
   *     read; KEY_MISSING, VAULT_UNREACHABLE
   */
  public Optional<String> claimedSigner(KeyRing keys, Collection<String> names) {
    return keys.claimedSigner(names, get(PointLayout.SIGNATURE));
  }

  /** The key that the signature says it is by; nothing is checked by that. */
  public String claimedIssuer() {
    return new DetachedSignature(get(PointLayout.SIGNATURE)).claimedIssuer();
  }

  /**
   * What the manifest says, whoever wrote it: to be shown to people and never to be acted on.
   *
   * @throws Fault POINT_UNKNOWN, INPUT_INVALID where it is none, VAULT_UNREACHABLE
   */
  public Manifest claimed() {
    return ManifestJson.read(new String(get(PointLayout.MANIFEST), StandardCharsets.UTF_8));
  }

  /**
   * Reads a member back and compares size and checksum.
   *
   * @param progress told the bytes so far
   * @throws Fault CHECKSUM_MISMATCH where it differs, is cut or is missing; VAULT_UNREACHABLE
   */
  public void check(Member member, Cancellation cancel, LongConsumer progress) {
    Tally tally = new Tally(progress);
    byte[] buffer = new byte[HandOff.BUFFER_BYTES];
    try (InputStream in = tally.over(vault.read(folder + member.file()))) {
      while (in.read(buffer) >= 0 && tally.bytes() <= member.storedBytes()) {
        cancel.check();
      }
    } catch (IOException e) {
      throw unreadable(member.file(), e);
    } catch (Fault e) {
      throw e.code() == FaultCode.POINT_UNKNOWN ? damaged(member, "it is missing", e) : e;
    }
    if (tally.bytes() != member.storedBytes()) {
      throw damaged(member, "its size differs from the manifest", null);
    }
    if (!tally.sha256().equals(member.storedSha256())) {
      throw damaged(member, "its checksum differs from the manifest", null);
    }
  }

  /** Whether nothing of the point is there. */
  public boolean isEmpty() {
    return vault.list(folder).isEmpty();
  }

  /** Whether the file is there, good or not. */
  public boolean holds(String file) {
    return vault.exists(folder + file);
  }

  /** Until when the store refuses to remove the file; empty where it would remove it now. */
  public Optional<Instant> retainedUntil(String file) {
    return vault.retainedUntil(folder + file);
  }

  /**
   * Copies a member's stored bytes into another vault, where it must not be yet. Size and checksum
   * are taken on the way: what is not as the manifest says is never committed.
   *
   * @return what is wrong with the bytes here; empty where they were copied
   * @throws Fault what the other vault answers: OBJECT_EXISTS, VAULT_UNREACHABLE, DISK_FULL;
   *     CANCELLED
   */
  public Optional<Fault> copyTo(
      StoredPoint other, Member member, Cancellation cancel, LongConsumer progress) {
    Tally tally = new Tally(progress);
    InputStream stored;
    try {
      stored = tally.over(vault.read(folder + member.file()));
    } catch (Fault e) {
      return Optional.of(e);
    }
    try (InputStream in = stored;
        VaultUpload upload = other.create(member.file())) {
      Optional<Fault> trouble = copy(in, upload, member, tally, cancel);
      if (trouble.isEmpty()) {
        upload.commit();
      }
      return trouble;
    } catch (IOException e) {
      throw other.unwritable(member.file(), e);
    }
  }

  private Optional<Fault> copy(
      InputStream in, VaultUpload upload, Member member, Tally tally, Cancellation cancel)
      throws IOException {
    byte[] buffer = new byte[HandOff.BUFFER_BYTES];
    while (true) {
      cancel.check();
      int n;
      try {
        n = in.read(buffer);
      } catch (IOException e) {
        return Optional.of(unreadable(member.file(), e));
      } catch (Fault e) {
        return Optional.of(e);
      }
      if (n < 0) {
        boolean same =
            tally.bytes() == member.storedBytes() && tally.sha256().equals(member.storedSha256());
        return same
            ? Optional.empty()
            : Optional.of(damaged(member, "its bytes differ from the manifest", null));
      }
      upload.write(buffer, 0, n);
    }
  }

  /** A member's stored bytes. */
  public InputStream read(Member member) {
    return vault.read(folder + member.file());
  }

  /**
   * Begins a member.
   *
   * @throws Fault OBJECT_EXISTS, VAULT_UNREACHABLE, DISK_FULL
   */
  public VaultUpload create(String file) {
    return vault.create(folder + file);
  }

  /** Writes a small file, durably, all at once. */
  public void put(String file, String text) {
    try (VaultUpload upload = vault.create(folder + file)) {
      upload.write(text.getBytes(StandardCharsets.UTF_8));
      upload.commit();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** A small file's text, if it is there. */
  public Optional<String> find(String file) {
    return vault.exists(folder + file)
        ? Optional.of(new String(get(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Frees the place of one file, if it is there, so that another can be written instead. */
  public void removeFile(String file) {
    vault.withdraw(folder + file);
  }

  /** Removes what attempts that died left in the making, and nothing that was committed. */
  public void discardUploads() {
    vault.discardUploads(folder);
  }

  /** Removes the files whose names begin so, finished or not; the signature goes first. */
  public void remove(String prefix) {
    clear(prefix, vault::delete);
  }

  /** As {@link #remove}, for what no signature covers: what the store retains is hidden. */
  public void withdraw(String prefix) {
    clear(prefix, vault::withdraw);
  }

  private void clear(String prefix, Consumer<String> how) {
    vault.discardUploads(folder + prefix);
    Comparator<String> signatureFirst =
        Comparator.comparing(key -> !key.equals(folder + PointLayout.SIGNATURE));
    vault.list(folder + prefix).stream().map(Vault.Entry::key).sorted(signatureFirst).forEach(how);
  }

  private byte[] get(String file) {
    try (InputStream in = vault.read(folder + file)) {
      return in.readNBytes(SMALL_FILE_BYTES);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Fault unwritable(String file, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to write to the vault '" + vault.name() + "': '" + folder + file + "'",
        "Check that the vault answers and has room.",
        e);
  }

  private Fault unreadable(String file, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to read from the vault '" + vault.name() + "': '" + folder + file + "'",
        "Check the vault's disk or network.",
        e);
  }

  private Fault damaged(Member member, String why, Throwable cause) {
    return new Fault(
        FaultCode.CHECKSUM_MISMATCH,
        "unable to use the member in vault '%s', %s: '%s'"
            .formatted(vault.name(), why, folder + member.file()),
        "Take another vault or another recovery point.",
        cause);
  }
}

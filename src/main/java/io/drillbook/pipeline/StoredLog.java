package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogManifest;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The log of one source in one vault. A piece is written first, then read back, then said what it
 * is, and signed last: without a valid signature it does not exist.
 */
public final class StoredLog {
  private static final int SMALL_FILE_BYTES = 1024 * 1024;

  private final Vault vault;
  private final String system;
  private final String source;
  private final String folder;

  /** The log of a source, of which nothing need be there yet. */
  public StoredLog(Vault vault, String system, String source) {
    this.vault = vault;
    this.system = system;
    this.source = source;
    this.folder = LogLayout.folder(system, source);
  }

  /** The vault's name. */
  public String vault() {
    return vault.name();
  }

  /** What is there, by its names alone. */
  public LogInventory list() {
    return LogInventory.of(folder, vault.list(folder));
  }

  /**
   * What a piece is, if it is there.
   *
   * @throws Fault SIGNATURE_INVALID where it is not signed by one of these keys, or is said to be
   *     another one; VAULT_UNREACHABLE
   */
  public Optional<LogManifest> find(
      String series, String name, KeyRing keys, List<String> signers) {
    String key = key(series, name);
    if (!vault.exists(key + LogLayout.SIGNATURE)) {
      return Optional.empty();
    }
    byte[] text = get(key + LogLayout.MANIFEST);
    String signer = keys.verify(signers, text, get(key + LogLayout.SIGNATURE));
    LogManifest manifest =
        LogManifestJson.read(new String(text, StandardCharsets.UTF_8), key + LogLayout.MANIFEST);
    boolean itsOwn =
        manifest.system().equals(system)
            && manifest.source().equals(source)
            && manifest.series().equals(series)
            && manifest.name().equals(name)
            && manifest.signer().equals(signer);
    if (!itsOwn) {
      throw new Fault(
          FaultCode.SIGNATURE_INVALID,
          "unable to accept a piece of a log, it is another one: '" + key + "'",
          "Who copied it there? Take another vault.");
    }
    return Optional.of(manifest);
  }

  /**
   * Stores a piece; what an attempt left that died is replaced.
   *
   * @throws Fault OBJECT_EXISTS where somebody else stores it at this moment; CHECKSUM_MISMATCH
   *     where the vault does not give back what it took; VAULT_UNREACHABLE, DISK_FULL
   */
  public LogManifest put(
      String series, String name, Instant closedAt, LogSink.Content content, LogSeal seal) {
    String key = key(series, name);
    withdraw(key);
    MemberTotals totals = write(key + LogLayout.PIECE, content, seal.recipients());
    LogManifest manifest =
        new LogManifest(
            LogManifestJson.FORMAT_VERSION,
            system,
            source,
            series,
            name,
            closedAt,
            totals.storedBytes(),
            totals.storedSha256(),
            totals.contentBytes(),
            totals.contentSha256(),
            seal.recipients().fingerprints(),
            seal.signer().fingerprint());
    check(manifest.segment());
    byte[] text = LogManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
    put(key + LogLayout.MANIFEST, text);
    put(key + LogLayout.SIGNATURE, seal.signer().sign(text));
    return manifest;
  }

  /**
   * Reads the stored bytes and compares them.
   *
   * @throws Fault CHECKSUM_MISMATCH, VAULT_UNREACHABLE
   */
  public void check(LogSegment segment) {
    Tally tally = new Tally();
    byte[] buffer = new byte[HandOff.BUFFER_BYTES];
    String key = key(segment.series(), segment.name()) + LogLayout.PIECE;
    try (InputStream in = tally.over(vault.read(key))) {
      int n = 0;
      while (n >= 0 && tally.bytes() <= segment.storedBytes()) {
        n = in.read(buffer);
      }
    } catch (IOException e) {
      throw unreachable(key, e);
    } catch (Fault e) {
      throw e.code() == FaultCode.POINT_UNKNOWN ? damaged(key, "it is missing") : e;
    }
    boolean same =
        tally.bytes() == segment.storedBytes() && tally.sha256().equals(segment.storedSha256());
    if (!same) {
      throw damaged(key, "its bytes are not those that were signed");
    }
  }

  /** The stored bytes, unchecked. */
  InputStream read(LogSegment segment) {
    return vault.read(key(segment.series(), segment.name()) + LogLayout.PIECE);
  }

  /**
   * Copies a piece to where it is missing, byte by byte with its signature.
   *
   * @param manifest what it is, as {@link #find} found it here
   */
  public void copyTo(StoredLog other, LogManifest manifest) {
    String key = key(manifest.series(), manifest.name());
    check(manifest.segment());
    other.withdraw(key);
    try (InputStream in = read(manifest.segment());
        VaultUpload upload = other.vault.create(key + LogLayout.PIECE)) {
      in.transferTo(upload);
      upload.commit();
    } catch (IOException e) {
      throw other.unreachable(key, e);
    }
    other.check(manifest.segment());
    other.put(key + LogLayout.MANIFEST, get(key + LogLayout.MANIFEST));
    other.put(key + LogLayout.SIGNATURE, get(key + LogLayout.SIGNATURE));
  }

  /**
   * Removes a piece, its signature first: what a crash leaves is no piece any more.
   *
   * @throws Fault NOT_ALLOWED where the vault retains it, PERMISSION_DENIED, VAULT_UNREACHABLE
   */
  public void remove(String series, String name) {
    String key = key(series, name);
    vault.delete(key + LogLayout.SIGNATURE);
    vault.delete(key + LogLayout.MANIFEST);
    vault.delete(key + LogLayout.PIECE);
  }

  /** Frees the place of what nobody signed. */
  private void withdraw(String key) {
    vault.discardUploads(key + ".");
    for (String part : List.of(LogLayout.MANIFEST, LogLayout.PIECE)) {
      if (vault.exists(key + part)) {
        vault.withdraw(key + part);
      }
    }
  }

  private MemberTotals write(String key, LogSink.Content content, Recipients recipients) {
    try (InputStream in = content.open();
        VaultUpload upload = vault.create(key)) {
      MemberWriter writer = MemberWriter.open(key, recipients, upload, done -> {});
      try (writer) {
        in.transferTo(writer);
      } catch (IOException | RuntimeException e) {
        writer.abort(e);
        throw e;
      }
      upload.commit();
      return writer.result();
    } catch (IOException e) {
      throw e.getCause() instanceof Fault fault ? fault : unreachable(key, e);
    }
  }

  private void put(String key, byte[] bytes) {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(bytes);
      upload.commit();
    } catch (IOException e) {
      throw unreachable(key, e);
    }
  }

  private byte[] get(String key) {
    try (InputStream in = vault.read(key)) {
      return in.readNBytes(SMALL_FILE_BYTES);
    } catch (IOException e) {
      throw unreachable(key, e);
    }
  }

  private String key(String series, String name) {
    return LogLayout.key(system, source, series, name);
  }

  private Fault unreachable(String key, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to work on the log in the vault '" + vault.name() + "': '" + key + "'",
        "Check that the vault answers and has room.",
        e);
  }

  private Fault damaged(String key, String why) {
    return new Fault(
        FaultCode.CHECKSUM_MISMATCH,
        "unable to use a piece of a log in the vault '%s', %s: '%s'"
            .formatted(vault.name(), why, key),
        "Take another vault.");
  }
}

package io.drillbook.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.retention.Hold;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The holds of a system in one vault: {@code _holds/<system>/<point>/<id>.json}, and where it was
 * taken back {@code <id>.release.json} with a signature. Nothing is ever rewritten. A hold counts
 * without a signature, because a veto too many loses nothing; a release without a valid one does
 * not count.
 */
public final class StoredHolds {
  private static final String ROOT = "_holds/";
  private static final String HOLD = ".json";
  private static final String RELEASE = ".release.json";
  private static final String SIGNATURE = ".asc";
  private static final int MOST_BYTES = 64 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Vault vault;
  private final String root;
  private final String system;

  /** The holds of a system, of which there may be none. */
  public StoredHolds(Vault vault, String system) {
    this.vault = vault;
    this.system = system;
    this.root = ROOT + system + "/";
  }

  record HoldText(String point, String reason, String heldBy, String heldAt, String until) {}

  record ReleaseText(String hold, String reason, String releasedBy, String releasedAt) {}

  /** Writes what is not there yet of a hold and its release. */
  public void put(Hold hold, KeyRing keys, String signer) {
    String key = folder(hold.point()) + hold.id();
    putOnce(
        key + HOLD,
        write(
            new HoldText(
                hold.point(),
                hold.reason(),
                hold.heldBy(),
                hold.heldAt().toString(),
                hold.until().map(Instant::toString).orElse(""))));
    hold.released().ifPresent(release -> put(key + RELEASE, hold.id(), release, keys, signer));
  }

  private void put(String key, String id, Hold.Release release, KeyRing keys, String signer) {
    putOnce(
        key,
        write(
            new ReleaseText(
                id, release.reason(), release.releasedBy(), release.releasedAt().toString())));
    if (!vault.exists(key + SIGNATURE)) {
      putOnce(key + SIGNATURE, keys.signer(signer).sign(read(key)));
    }
  }

  /**
   * Every hold of the system that this vault knows.
   *
   * @param signers names of the keys whose signature under a release counts
   */
  public List<Hold> all(KeyRing keys, List<String> signers) {
    Set<String> names =
        vault.list(root).stream()
            .map(Vault.Entry::key)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Hold> holds = new ArrayList<>();
    for (String key : names) {
      if (key.endsWith(HOLD) && !key.endsWith(RELEASE)) {
        String stem = key.substring(0, key.length() - HOLD.length());
        Hold hold = hold(key, stem);
        holds.add(
            names.contains(stem + RELEASE + SIGNATURE)
                ? release(stem + RELEASE, hold, keys, signers).map(hold::release).orElse(hold)
                : hold);
      }
    }
    return List.copyOf(holds);
  }

  /** One that cannot be read vetoes all the more: nobody knows what it says. */
  private Hold hold(String key, String stem) {
    String[] parts = stem.substring(root.length()).split("/", -1);
    String id = parts[parts.length - 1];
    try {
      HoldText text = JSON.readValue(read(key), HoldText.class);
      return new Hold(
          id,
          system,
          parts[0],
          text.reason(),
          text.heldBy(),
          Instant.parse(text.heldAt()),
          text.until().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text.until())),
          Optional.empty());
    } catch (IOException | DateTimeException | NullPointerException e) {
      String reason = "a hold in the vault '" + vault.name() + "' that cannot be read";
      return new Hold(
          id,
          system,
          parts[0],
          reason,
          "nobody known",
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty());
    }
  }

  private Optional<Hold.Release> release(
      String key, Hold hold, KeyRing keys, List<String> signers) {
    byte[] content = read(key);
    try {
      if (!isSigned(content, read(key + SIGNATURE), keys, signers)) {
        return Optional.empty();
      }
      ReleaseText text = JSON.readValue(content, ReleaseText.class);
      return hold.id().equals(text.hold())
          ? Optional.of(
              new Hold.Release(text.reason(), text.releasedBy(), Instant.parse(text.releasedAt())))
          : Optional.empty();
    } catch (IOException | DateTimeException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static boolean isSigned(
      byte[] content, byte[] signature, KeyRing keys, List<String> signers) {
    try {
      keys.verify(signers, content, signature);
      return true;
    } catch (Fault e) {
      if (e.code() != FaultCode.SIGNATURE_INVALID && e.code() != FaultCode.KEY_MISSING) {
        throw e;
      }
      return false;
    }
  }

  private String folder(String point) {
    return ROOT + PointLayout.folder(system, point);
  }

  private void putOnce(String key, byte[] content) {
    if (vault.exists(key)) {
      return;
    }
    try (VaultUpload upload = vault.create(key)) {
      upload.write(content);
      upload.commit();
    } catch (IOException e) {
      throw unusable("write to", key, e);
    }
  }

  private byte[] read(String key) {
    try (InputStream in = vault.read(key)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw unusable("read from", key, e);
    }
  }

  private static byte[] write(Object text) {
    try {
      return (JSON.writeValueAsString(text) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a hold could not be written", e);
    }
  }

  private Fault unusable(String what, String key, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to " + what + " the vault '" + vault.name() + "': '" + key + "'",
        "Check that the vault answers and has room.",
        e);
  }
}

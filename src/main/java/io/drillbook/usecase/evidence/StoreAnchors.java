package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.spi.store.AnchorStore.Document;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.spi.vault.Vaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the anchors that were made into the vaults that lack them, oldest first. */
public final class StoreAnchors {
  private static final int AT_ONCE = 100;

  /** Of those that were refused before: each costs the reading of what lies there. */
  private static final int REFUSED_AT_ONCE = 5;

  private final AnchorStore store;
  private final Vaults vaults;
  private final List<String> names;
  private final Clock clock;

  /**
   * A use case over these vaults.
   *
   * @param names of the vaults that get anchors
   */
  public StoreAnchors(AnchorStore store, Vaults vaults, List<String> names, Clock clock) {
    this.store = store;
    this.vaults = vaults;
    this.names = List.copyOf(names);
    this.clock = clock;
  }

  /**
   * Stores what is missing; may be called by several servers at once, and again after a crash.
   *
   * @return why a vault could not take them, by its name
   */
  public Map<String, Fault> store() {
    Map<String, Fault> failed = new LinkedHashMap<>();
    for (String name : names) {
      try {
        bring(name).ifPresent(first -> failed.put(name, first));
      } catch (Fault e) {
        failed.put(name, e);
      }
    }
    return failed;
  }

  /** Bad objects must not keep the anchors after them out of the vault, however many there are. */
  private Optional<Fault> bring(String name) {
    List<Document> refused = store.refused(name, REFUSED_AT_ONCE);
    Optional<Fault> first = bring(name, store.pending(name, AT_ONCE));
    Optional<Fault> again = bring(name, refused);
    return first.or(() -> again);
  }

  private Optional<Fault> bring(String name, List<Document> documents) {
    Vault vault = vaults.vault(name);
    Optional<Fault> first = Optional.empty();
    for (Document document : documents) {
      try {
        put(vault, document);
        store.stored(document.number(), name, clock.instant());
      } catch (Fault e) {
        if (e.code() != FaultCode.CHECKSUM_MISMATCH) {
          throw e;
        }
        store.refused(document.number(), name, clock.instant());
        first = first.or(() -> Optional.of(e));
      }
    }
    return first;
  }

  private static void put(Vault vault, Document document) {
    putOnce(vault, document.key(), document.text());
    putOnce(vault, document.key() + Anchor.SIGNATURE, document.signature());
  }

  private static void putOnce(Vault vault, String key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!vault.exists(key) && create(vault, key, bytes)) {
      return;
    }
    if (!Arrays.equals(read(vault, key, bytes.length + 1), bytes)) {
      throw new Fault(
          FaultCode.CHECKSUM_MISMATCH,
          "unable to anchor, the vault '" + vault.name() + "' holds something else: '" + key + "'",
          "Nobody but Drillbook writes there; ask who did, and compare it with the other vaults.");
    }
  }

  /** False where another server was first. */
  private static boolean create(Vault vault, String key, byte[] bytes) {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(bytes);
      upload.commit();
      return true;
    } catch (Fault e) {
      if (e.code() == FaultCode.OBJECT_EXISTS) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw unusable(vault, key, e);
    }
  }

  private static byte[] read(Vault vault, String key, int most) {
    try (InputStream in = vault.read(key)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw unusable(vault, key, e);
    }
  }

  private static Fault unusable(Vault vault, String key, IOException cause) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to anchor in the vault '" + vault.name() + "': '" + key + "'",
        "Check that the vault answers and has room.",
        cause);
  }
}

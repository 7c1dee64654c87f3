package io.drillbook.spi.vault;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A write-once store of objects under slash-separated keys. No object is ever rewritten; one that
 * was not committed is never seen by {@link #list} or {@link #read}. Safe for use by several
 * threads.
 */
public interface Vault {
  /** The vault's name in the configuration. */
  String name();

  /**
   * Starts a new object.
   *
   * @throws io.drillbook.domain.fault.Fault OBJECT_EXISTS, VAULT_UNREACHABLE, DISK_FULL
   */
  VaultUpload create(String key);

  /**
   * Reads an object from its beginning.
   *
   * @throws io.drillbook.domain.fault.Fault POINT_UNKNOWN where there is no such object
   */
  InputStream read(String key);

  /** Whether the object is there. */
  boolean exists(String key);

  /** All objects whose key begins with the prefix, in the order of their keys. */
  List<Entry> list(String prefix);

  /**
   * Removes one object with all that the store keeps of it; nothing happens where it is already
   * gone.
   *
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where the store retains it (it stays as it
   *     was), PERMISSION_DENIED
   */
  void delete(String key);

  /**
   * Frees the key of an object that no sealed point holds, so that another try can use it: removes
   * the object, or hides it where the store retains it.
   */
  default void withdraw(String key) {
    delete(key);
  }

  /**
   * Removes leftovers of uploads under the prefix that were never committed. An upload of which
   * nothing has reached the vault yet cannot be found; it still creates only what is not there.
   */
  void discardUploads(String prefix);

  /**
   * Tries what the store really does, with small objects under {@code _probe/} that are removed
   * again where the credentials may. Takes seconds at most. A vault that only reads is only looked
   * at.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED where it cannot even be written
   */
  VaultProbe probe();

  /** How many bytes it can still take; empty where nobody knows or nothing limits it. */
  default OptionalLong free() {
    return OptionalLong.empty();
  }

  /**
   * Until when the store itself refuses to remove the object; empty where it would remove it now.
   *
   * @throws io.drillbook.domain.fault.Fault POINT_UNKNOWN where there is no such object
   */
  Optional<Instant> retainedUntil(String key);

  /** One stored object. */
  record Entry(String key, long bytes, Instant modifiedAt) {}
}

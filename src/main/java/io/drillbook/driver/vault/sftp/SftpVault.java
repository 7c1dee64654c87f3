package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A write-once folder on an SFTP server. It is never created, so that a missing mount is not filled
 * instead.
 */
final class SftpVault implements Vault {
  private static final int CREATE_TRIES = 5;

  private final String name;
  private final String root;
  private final Connections connections;
  private final SftpFaults faults;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Naming naming = new Naming(random::nextLong);

  SftpVault(String name, String root, Connections connections, SftpFaults faults, Clock clock) {
    this.name = name;
    this.root = root;
    this.connections = connections;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  Remote remote(Connection connection) {
    return new Remote(connection, root);
  }

  Connections connections() {
    return connections;
  }

  SftpFaults faults() {
    return faults;
  }

  Naming naming() {
    return naming;
  }

  @Override
  public VaultUpload create(String key) {
    VaultKeys.checked(key);
    if (exists(key)) {
      throw faults.exists(key, null);
    }
    return start(key);
  }

  /** Without a look at what is there: the commit refuses all the same. */
  VaultUpload start(String key) {
    Connection connection = connections.borrow();
    boolean healthy = false;
    boolean handedOver = false;
    try {
      VaultUpload upload = start(key, connection);
      handedOver = true;
      return upload;
    } catch (SftpException e) {
      healthy = true;
      throw explain("create", key, e, connection);
    } catch (IOException e) {
      throw faults.of("create", key, e);
    } finally {
      if (!handedOver) {
        connections.giveBack(connection, healthy);
      }
    }
  }

  private VaultUpload start(String key, Connection connection) throws IOException {
    Remote remote = remote(connection);
    for (int attempt = 1; ; attempt++) {
      try {
        return new SftpUpload(key, VaultKeys.upload(key, random.nextLong()), this, connection);
      } catch (SftpException e) {
        // No folder yet, or somebody removed it as empty meanwhile.
        if (!SftpFaults.isMissing(e) || attempt == CREATE_TRIES) {
          throw e;
        }
        requireRoot(remote);
        makeFolder(remote, VaultKeys.parent(key), attempt);
      }
    }
  }

  private static void makeFolder(Remote remote, String folder, int attempt) throws IOException {
    try {
      remote.makeFolder(folder);
    } catch (SftpException e) {
      if (!SftpFaults.isMissing(e) || attempt == CREATE_TRIES - 1) {
        throw e;
      }
    }
  }

  @Override
  public InputStream read(String key) {
    Attributes found = require(VaultKeys.checked(key));
    Connection connection = connections.borrow();
    try {
      return new SftpDownload(key, found.getSize(), this, connection);
    } catch (IOException e) {
      connections.giveBack(connection, e instanceof SftpException);
      throw SftpFaults.isMissing(e) ? faults.unknown(key, e) : faults.of("read", key, e);
    }
  }

  @Override
  public boolean exists(String key) {
    return find(VaultKeys.checked(key)).isPresent();
  }

  @Override
  public List<Entry> list(String prefix) {
    List<Entry> found = new ArrayList<>();
    visit(
        prefix,
        (path, attributes) -> {
          if (VaultKeys.isObject(path) && path.startsWith(prefix)) {
            found.add(
                new Entry(path, attributes.getSize(), attributes.getModifyTime().toInstant()));
          }
        });
    found.sort(Comparator.comparing(Entry::key));
    return found;
  }

  @Override
  public void delete(String key) {
    remove("delete", VaultKeys.checked(key));
  }

  @Override
  public void discardUploads(String prefix) {
    List<String> left = new ArrayList<>();
    visit(
        prefix,
        (path, attributes) -> {
          if (VaultKeys.keyOfUpload(path).filter(key -> key.startsWith(prefix)).isPresent()) {
            left.add(path);
          }
        });
    left.forEach(path -> remove("discard", path));
  }

  @Override
  public VaultProbe probe() {
    return new Trial(this, clock).run("_probe/" + Long.toHexString(random.nextLong()));
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    require(VaultKeys.checked(key));
    return Optional.empty();
  }

  private void remove(String action, String path) {
    try {
      connections.call(
          connection -> {
            Remote remote = remote(connection);
            if (!remote.remove(path)) {
              requireRoot(remote);
            }
            remote.removeEmpty(VaultKeys.parent(path));
            return null;
          });
    } catch (IOException e) {
      throw faults.of(action, path, e);
    }
  }

  Attributes require(String key) {
    return find(key).orElseThrow(() -> faults.unknown(key, null));
  }

  private Optional<Attributes> find(String key) {
    try {
      return connections.call(
          connection -> {
            Remote remote = remote(connection);
            Optional<Attributes> found =
                Optional.ofNullable(remote.find(key)).filter(Attributes::isRegularFile);
            if (found.isEmpty()) {
              requireRoot(remote);
            }
            return found;
          });
    } catch (IOException e) {
      throw faults.of("look for", key, e);
    }
  }

  private void visit(String prefix, BiConsumer<String, Attributes> each) {
    String folder = VaultKeys.folder(prefix);
    try {
      connections.call(
          connection -> {
            Remote remote = remote(connection);
            requireRoot(remote);
            remote.walk(folder, each);
            return null;
          });
    } catch (IOException e) {
      throw faults.of("list", prefix, e);
    }
  }

  private void requireRoot(Remote remote) throws IOException {
    if (!remote.hasRoot()) {
      throw faults.unreachable(
          "find the folder", root, "It is never created: is its disk mounted there?", null);
    }
  }

  private Fault explain(String action, String key, SftpException e, Connection connection) {
    try {
      if (SftpFaults.isStatus(e, SftpConstants.SSH_FX_FAILURE) && remote(connection).isFull()) {
        return faults.full(action, key, e);
      }
    } catch (IOException worse) {
      e.addSuppressed(worse);
    }
    return faults.of(action, key, e);
  }
}

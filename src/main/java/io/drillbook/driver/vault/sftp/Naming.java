package io.drillbook.driver.vault.sftp;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * Gives a finished file its name without ever replacing another: by a hard link, or, where the
 * server knows none, by a rename that was seen to refuse a name in use.
 */
final class Naming {
  private final LongSupplier tags;
  private volatile Optional<Boolean> renameRefuses = Optional.empty();

  Naming(LongSupplier tags) {
    this.tags = tags;
  }

  void name(Remote remote, String temporary, String key) throws IOException {
    if (remote.knowsHardLinks()) {
      remote.hardLink(temporary, key);
    } else if (renameRefuses(remote, VaultKeys.parent(key))) {
      remote.rename(temporary, key);
    } else {
      throw new SftpException(
          SftpConstants.SSH_FX_OP_UNSUPPORTED, "a rename replaces what is there");
    }
  }

  private boolean renameRefuses(Remote remote, String folder) throws IOException {
    if (renameRefuses.isEmpty()) {
      renameRefuses = Optional.of(tryRename(remote, folder));
    }
    return renameRefuses.get();
  }

  private boolean tryRename(Remote remote, String folder) throws IOException {
    String one = VaultKeys.upload(VaultKeys.child(folder, "trial"), tags.getAsLong());
    String two = VaultKeys.upload(VaultKeys.child(folder, "trial"), tags.getAsLong());
    try {
      remote.touch(one);
      remote.touch(two);
      remote.rename(one, two);
      return false;
    } catch (SftpException e) {
      return remote.find(one) != null && remote.find(two) != null;
    } finally {
      remote.remove(one);
      remote.remove(two);
    }
  }
}

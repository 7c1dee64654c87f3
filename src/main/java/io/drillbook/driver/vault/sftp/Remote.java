package io.drillbook.driver.vault.sftp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.Handle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** The vault's folder on the server, seen through one connection; paths are below it. */
final class Remote {
  private static final String HARD_LINK = "hardlink@openssh.com";

  /** Less than this is nothing: what was refused may have been larger than what is left. */
  private static final long NO_ROOM_BYTES = 1024 * 1024;

  private final AbstractSftpClient sftp;
  private final String root;

  Remote(Connection connection, String root) {
    this.sftp = connection.sftp();
    this.root = root;
  }

  String path(String below) {
    return below.isEmpty() ? root : (root.endsWith("/") ? root : root + "/") + below;
  }

  boolean hasRoot() throws IOException {
    try {
      return sftp.stat(root).isDirectory();
    } catch (SftpException e) {
      if (SftpFaults.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /** What is there, links not followed; null where nothing is. */
  Attributes find(String below) throws IOException {
    try {
      return sftp.lstat(path(below));
    } catch (SftpException e) {
      if (SftpFaults.isMissing(e)) {
        return null;
      }
      throw e;
    }
  }

  /** Makes the folder and those above it, up to the root, which must be there. */
  void makeFolder(String folder) throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    Attributes known = find(folder);
    if (known != null && known.isDirectory()) {
      return;
    }
    makeFolder(VaultKeys.parent(folder));
    try {
      sftp.mkdir(path(folder));
    } catch (SftpException e) {
      // Somebody else may have been quicker; servers say no more than "failure" then.
      Attributes now = find(folder);
      if (now == null || !now.isDirectory()) {
        throw e;
      }
    }
  }

  /** Removes the folder and those above it while they are empty. */
  void removeEmpty(String folder) throws IOException {
    try {
      for (String at = folder; !at.isEmpty(); at = VaultKeys.parent(at)) {
        sftp.rmdir(path(at));
      }
    } catch (SftpException e) {
      // Not empty, not ours or gone: each is as good as removed.
      return;
    }
  }

  /** Removes a file; false where there was none. */
  boolean remove(String below) throws IOException {
    try {
      sftp.remove(path(below));
      return true;
    } catch (SftpException e) {
      if (SftpFaults.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Every file below the folder, with its path. */
  void walk(String folder, BiConsumer<String, Attributes> each) throws IOException {
    List<DirEntry> entries;
    try {
      entries = entries(folder);
    } catch (SftpException e) {
      if (SftpFaults.isMissing(e)) {
        return;
      }
      throw e;
    }
    for (DirEntry entry : entries) {
      String name = entry.getFilename();
      if (".".equals(name) || "..".equals(name)) {
        continue;
      }
      if (entry.getAttributes().isDirectory()) {
        walk(VaultKeys.child(folder, name), each);
      } else if (entry.getAttributes().isRegularFile()) {
        each.accept(VaultKeys.child(folder, name), entry.getAttributes());
      }
    }
  }

  private List<DirEntry> entries(String folder) throws IOException {
    List<DirEntry> entries = new ArrayList<>();
    try {
      sftp.readDir(path(folder)).forEach(entries::add);
    } catch (RuntimeException e) {
      // An iterator can only wrap what went wrong.
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
    return entries;
  }

  /** Makes what was written survive a power cut, where the server can. */
  void sync(Handle handle) throws IOException {
    OpenSSHFsyncExtension fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
    if (fsync != null && fsync.isSupported()) {
      fsync.fsync(handle);
    }
  }

  boolean knowsHardLinks() {
    return sftp.getServerExtensions().containsKey(HARD_LINK);
  }

  /** Gives a file one more name; never replaces what has that name. */
  void hardLink(String from, String to) throws IOException {
    Buffer request = new ByteArrayBuffer();
    request.putString(HARD_LINK);
    request.putString(path(from));
    request.putString(path(to));
    Buffer answer = sftp.receive(sftp.send(SftpConstants.SSH_FXP_EXTENDED, request));
    answer.getInt();
    int type = answer.getUByte();
    answer.getInt();
    int status =
        type == SftpConstants.SSH_FXP_STATUS ? answer.getInt() : SftpConstants.SSH_FX_BAD_MESSAGE;
    if (status != SftpConstants.SSH_FX_OK) {
      throw new SftpException(status, "hard link refused");
    }
  }

  /** Makes an empty file that must not be there yet. */
  void touch(String below) throws IOException {
    sftp.open(path(below), EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)).close();
  }

  void rename(String from, String to) throws IOException {
    sftp.rename(path(from), path(to), List.of());
  }

  /** Whether the disk is full; a server says no more than "failure" where a write finds no room. */
  boolean isFull() throws IOException {
    OpenSSHStatPathExtension statistics = sftp.getExtension(OpenSSHStatPathExtension.class);
    if (statistics == null || !statistics.isSupported()) {
      return false;
    }
    OpenSSHStatExtensionInfo disk = statistics.stat(root);
    return disk.f_bavail * disk.f_frsize < NO_ROOM_BYTES
        || (disk.f_files > 0 && disk.f_favail == 0);
  }
}

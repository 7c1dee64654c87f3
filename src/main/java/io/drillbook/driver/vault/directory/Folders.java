package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that survive a power cut: a name is only durable once its folder was synced. */
final class Folders {
  private static final FileAttribute<?>[] OWNER_ONLY = owner("rwx------");

  private Folders() {}

  /** Attributes for a new file or folder that only Drillbook's user may use. */
  static FileAttribute<?>[] owner(String rights) {
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes the folder and those above it, up to the root, which must be there. */
  static void make(Path root, Path folder) throws IOException {
    if (folder.equals(root) || Files.isDirectory(folder)) {
      return;
    }
    make(root, folder.getParent());
    try {
      Files.createDirectory(folder, OWNER_ONLY);
      sync(folder.getParent());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes the folder and those above it while they are empty. */
  static void removeEmpty(Path root, Path folder) throws IOException {
    try {
      for (Path at = folder; !at.equals(root) && at.startsWith(root); at = at.getParent()) {
        Files.delete(at);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Somebody else uses it or was quicker: both are as good as removed by us.
      return;
    }
  }
}

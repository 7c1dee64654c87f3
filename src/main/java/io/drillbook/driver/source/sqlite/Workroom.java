package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The private folder in which one capture's copy lives: plain text, so it is the owner's alone and
 * goes with the capture. A lock tells the folder of a capture that is at work from what a killed
 * one left, which the next capture of the same database removes.
 */
final class Workroom implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final int TRIES = 5;

  /** Those of this process: to open such a lock's file and close it again would give it up. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Workroom(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes one, with room for a copy, and clears what dead captures of this database left.
   *
   * @param bytes how large the copy will be
   * @throws Fault DISK_FULL, PERMISSION_DENIED
   */
  static Workroom open(Path parent, Place database, long bytes) {
    String prefix = prefix(database);
    Workroom room = null;
    try {
      room = create(parent, prefix);
      sweep(parent, prefix, room.folder);
      long free = Files.getFileStore(parent).getUsableSpace();
      if (free < bytes) {
        throw new Fault(
            FaultCode.DISK_FULL,
            "unable to copy %d bytes, only %d are free: '%s'".formatted(bytes, free, parent),
            "Name a folder with more room under 'temporary-folder'.");
      }
      Workroom opened = room;
      room = null;
      return opened;
    } catch (IOException e) {
      throw SqliteFaults.writing(parent.toString(), e);
    } finally {
      if (room != null) {
        room.close();
      }
    }
  }

  /** What the names of all folders for this database begin with. */
  static String prefix(Place database) {
    String path = database.path().toString();
    return "drillbook-sqlite-"
        + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8))
        + "-";
  }

  Path copy() {
    return folder.resolve("copy.sqlite");
  }

  @Override
  public void close() {
    try (lock) {
      Disk.removeTree(folder);
    } catch (IOException e) {
      throw SqliteFaults.writing(folder.toString(), e);
    } finally {
      OURS.remove(folder);
    }
  }

  private static Workroom create(Path parent, String prefix) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      // Only for its owner, by the JDK's promise.
      Path folder = Files.createTempDirectory(parent, prefix);
      OURS.add(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Another process may have swept between making the folder and locking it.
      if (channel.tryLock() != null && Files.exists(folder.resolve(LOCK))) {
        return new Workroom(folder, channel);
      }
      channel.close();
      OURS.remove(folder);
    }
    throw new IOException("the folder was taken away " + TRIES + " times");
  }

  private static void sweep(Path parent, String prefix, Path own) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : found) {
        // Where everybody may make folders, somebody else's of that name is not ours to touch.
        if (!OURS.contains(folder)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
          removeIfDead(folder);
        }
      }
    }
  }

  private static void removeIfDead(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Disk.removeTree(folder);
      }
    } catch (NoSuchFileException e) {
      // Not locked yet, or killed before it was: there is nothing in it.
      return;
    }
  }
}

package io.drillbook.driver.vault.directory;

import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An object in the making: a hidden file beside its place. A hard link gives it its name, because a
 * link never replaces what is there, while a rename would.
 */
final class DirectoryUpload extends VaultUpload {
  private final String key;
  private final Path object;
  private final Path temporary;
  private final DirectoryFaults faults;
  private final BlockWriter writer;
  private boolean finished;

  DirectoryUpload(String key, Path object, Path temporary, Blocks blocks, DirectoryFaults faults)
      throws IOException {
    this.key = key;
    this.object = object;
    this.temporary = temporary;
    this.faults = faults;
    FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            Folders.owner("rw-------"));
    this.writer = new BlockWriter(channel, temporary, blocks);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      writer.write(bytes, from, length);
    } catch (IOException e) {
      throw faults.of("write", key, e);
    }
  }

  @Override
  public void commit() {
    try {
      writer.force();
      writer.close();
      Files.createLink(object, temporary);
      Folders.sync(object.getParent());
    } catch (FileAlreadyExistsException e) {
      throw faults.exists(key, e);
    } catch (UnsupportedOperationException e) {
      throw faults.unreachable(
          "commit", key, "Its file system knows no hard links; take one that does.", null);
    } catch (IOException e) {
      throw faults.of("commit", key, e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      writer.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw faults.of("discard", key, e);
    }
  }
}

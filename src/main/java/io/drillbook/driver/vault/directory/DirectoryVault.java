package io.drillbook.driver.vault.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A write-once folder. Its root is never created, so that a missing mount is not filled instead.
 */
final class DirectoryVault implements Vault {
  private static final int CREATE_TRIES = 5;

  private final String name;
  private final Path root;
  private final DirectoryFaults faults;
  private final Blocks blocks = new Blocks();
  private final SecureRandom random = new SecureRandom();

  DirectoryVault(String name, Path root) {
    this.name = name;
    this.root = root;
    this.faults = new DirectoryFaults(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalLong free() {
    requireRoot();
    try {
      return OptionalLong.of(Files.getFileStore(root).getUsableSpace());
    } catch (IOException e) {
      throw faults.of("look at", "", e);
    }
  }

  @Override
  public VaultUpload create(String key) {
    Path object = VaultKeys.path(root, key);
    requireRoot();
    if (exists(key)) {
      throw faults.exists(key, null);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        Folders.make(root, object.getParent());
        return new DirectoryUpload(
            key, object, VaultKeys.upload(object, random.nextLong()), blocks, faults);
      } catch (NoSuchFileException e) {
        // Somebody removed the folder as empty between the two calls.
        if (attempt == CREATE_TRIES) {
          throw faults.of("create", key, e);
        }
      } catch (IOException e) {
        throw faults.of("create", key, e);
      }
    }
  }

  @Override
  public InputStream read(String key) {
    Path object = VaultKeys.path(root, key);
    requireRoot();
    try {
      if (!exists(key)) {
        throw faults.unknown(key, null);
      }
      Optional<FileChannel> direct =
          Blocks.open(object, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      return direct.isPresent()
          ? new BlockReader(direct.get(), object, blocks)
          : Files.newInputStream(object, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw faults.unknown(key, e);
    } catch (IOException e) {
      throw faults.of("read", key, e);
    }
  }

  @Override
  public boolean exists(String key) {
    Path object = VaultKeys.path(root, key);
    requireRoot();
    try {
      return Files.readAttributes(object, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw faults.of("look for", key, e);
    }
  }

  @Override
  public List<Entry> list(String prefix) {
    List<Entry> found = new ArrayList<>();
    visit(
        prefix,
        (file, attributes) -> {
          String key = VaultKeys.key(root, file);
          if (VaultKeys.isObject(root, file) && key.startsWith(prefix)) {
            found.add(new Entry(key, attributes.size(), attributes.lastModifiedTime().toInstant()));
          }
        });
    found.sort(Comparator.comparing(Entry::key));
    return found;
  }

  @Override
  public void delete(String key) {
    Path object = VaultKeys.path(root, key);
    requireRoot();
    try {
      Files.deleteIfExists(object);
      Folders.removeEmpty(root, object.getParent());
    } catch (IOException e) {
      throw faults.of("delete", key, e);
    }
  }

  @Override
  public void discardUploads(String prefix) {
    visit(
        prefix,
        (file, attributes) -> {
          if (VaultKeys.keyOfUpload(root, file).filter(k -> k.startsWith(prefix)).isPresent()) {
            discard(file);
          }
        });
  }

  @Override
  public VaultProbe probe() {
    requireRoot();
    String key = "_probe/" + Long.toHexString(random.nextLong());
    try (VaultUpload upload = create(key)) {
      upload.write(1);
      upload.commit();
      boolean listed = list("_probe/").stream().anyMatch(entry -> entry.key().equals(key));
      return new VaultProbe(
          Map.of(
              Ability.CONDITIONAL_CREATE,
              refusesASecond(key) ? Answer.YES : Answer.NO,
              Ability.LIST_AFTER_WRITE,
              listed ? Answer.YES : Answer.NO,
              Ability.CHECKSUMS,
              Answer.NO,
              Ability.VERSIONING,
              Answer.NO,
              Ability.OBJECT_LOCK,
              Answer.NO),
          Duration.ZERO);
    } catch (IOException e) {
      throw faults.of("try", key, e);
    } finally {
      delete(key);
    }
  }

  private boolean refusesASecond(String key) throws IOException {
    Path second = VaultKeys.upload(VaultKeys.path(root, key), random.nextLong());
    try (DirectoryUpload upload =
        new DirectoryUpload(key, VaultKeys.path(root, key), second, blocks, faults)) {
      upload.commit();
      return false;
    } catch (Fault e) {
      return e.code() == FaultCode.OBJECT_EXISTS;
    }
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    if (!exists(key)) {
      throw faults.unknown(key, null);
    }
    return Optional.empty();
  }

  private void discard(Path upload) {
    try {
      Files.deleteIfExists(upload);
      Folders.removeEmpty(root, upload.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void visit(String prefix, BiConsumer<Path, BasicFileAttributes> each) {
    requireRoot();
    try {
      Path folder = VaultKeys.folder(root, prefix);
      if (Files.exists(folder)) {
        Files.walkFileTree(folder, new RegularFiles(each));
      }
    } catch (IOException e) {
      throw faults.of("list", prefix, e);
    } catch (UncheckedIOException e) {
      throw faults.of("list", prefix, e.getCause());
    }
  }

  private void requireRoot() {
    if (!Files.isDirectory(root)) {
      throw faults.unreachable(
          "work", root.toString(), "The folder is not there: mount it or create it.", null);
    }
  }

  /** Visits files; one that vanishes meanwhile was removed by somebody else. */
  private static final class RegularFiles extends SimpleFileVisitor<Path> {
    private final BiConsumer<Path, BasicFileAttributes> each;

    RegularFiles(BiConsumer<Path, BasicFileAttributes> each) {
      this.each = each;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        each.accept(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}

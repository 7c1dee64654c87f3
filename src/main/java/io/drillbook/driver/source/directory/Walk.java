package io.drillbook.driver.source.directory;

import io.drillbook.driver.source.directory.Item.Folder;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Goes through a folder in the order of its names, folders before what is in them, never through a
 * symbolic link. Holds the names of one folder at each level and nothing else.
 */
final class Walk {
  /** Told what a walk comes across without handing it on. */
  interface Observer {
    void excluded(String name);

    void special(String name);

    /** It was listed and is gone, or a folder became something else. */
    void vanished(String name);
  }

  private record Child(String name, Path path) {}

  private final Path root;
  private final Predicate<Path> excluded;
  private final Census census;
  private final Observer observer;
  private final Cancellation cancellation;

  Walk(
      Path root,
      Predicate<Path> excluded,
      Census census,
      Observer observer,
      Cancellation cancellation) {
    this.root = root;
    this.excluded = excluded;
    this.census = census;
    this.observer = observer;
    this.cancellation = cancellation;
  }

  /**
   * Hands on everything there is.
   *
   * @throws io.drillbook.domain.fault.Fault PERMISSION_DENIED naming what may not be read
   */
  void run(Consumer<Item> each) {
    try {
      Folder top = new Folder(null, "", root, Stat.of(root));
      Census.Group group = census.group("");
      each.accept(new Item(top, "", root, top.stat(), group));
      children(top, group, each);
    } catch (IOException e) {
      throw DirectoryFaults.reading(root.toString(), e);
    }
  }

  private void children(Folder folder, Census.Group group, Consumer<Item> each) {
    for (Child child : list(folder)) {
      cancellation.check();
      String name = folder.name().isEmpty() ? child.name() : folder.name() + "/" + child.name();
      if (excluded.test(root.relativize(child.path()))) {
        observer.excluded(name);
        continue;
      }
      try {
        visit(folder, name, child.path(), group, each);
      } catch (NoSuchFileException e) {
        observer.vanished(name);
      } catch (IOException e) {
        throw DirectoryFaults.reading(root + "/" + RawName.shown(name), e);
      }
    }
  }

  private void visit(Folder folder, String name, Path path, Census.Group group, Consumer<Item> each)
      throws IOException {
    Stat stat = Stat.of(path);
    if (stat.isFolder()) {
      Folder inner = new Folder(folder, name, path, stat);
      Census.Group own = folder.parent() == null ? census.group(name) : group;
      each.accept(new Item(inner, name, path, stat, own));
      children(inner, own, each);
    } else if (stat.isRegular() || stat.isLink()) {
      each.accept(new Item(folder, name, path, stat, group));
    } else {
      observer.special(name);
    }
  }

  private List<Child> list(Folder folder) {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
      entries.forEach(path -> children.add(new Child(RawName.of(path), path)));
      if (!Stat.of(folder.path()).isSame(folder.stat())) {
        // Put in place of the folder meanwhile: what was listed may be anybody's.
        observer.vanished(folder.name());
        return List.of();
      }
    } catch (NoSuchFileException e) {
      observer.vanished(folder.name());
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw DirectoryFaults.reading(root + "/" + RawName.shown(folder.name()), e.getCause());
    } catch (IOException e) {
      throw DirectoryFaults.reading(root + "/" + RawName.shown(folder.name()), e);
    }
    children.sort(Comparator.comparing(Child::name));
    return children;
  }
}

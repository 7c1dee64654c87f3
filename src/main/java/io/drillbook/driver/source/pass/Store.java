package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.SourceProbe;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store as it lies in its folder, by its real path. */
record Store(Path path) {
  static final String SECRET = ".gpg";
  static final String RECIPIENTS = ".gpg-id";

  private static final String GIT = ".git";

  /**
   * A store that is there.
   *
   * @throws Fault SOURCE_UNREACHABLE
   */
  static Store at(Path path) {
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return new Store(real);
      }
      throw missing(path, null);
    } catch (IOException e) {
      throw missing(path, e);
    }
  }

  /**
   * What is in it.
   *
   * @param items files, folders and links by their names, in order; without any history
   * @param leftOut what is none of them, and histories of folders below
   */
  record Content(Map<String, Stat> items, List<String> leftOut) {
    List<String> secrets() {
      return items.keySet().stream()
          .filter(name -> name.endsWith(SECRET) && !items.get(name).isFolder())
          .toList();
    }

    List<String> recipientFiles() {
      return items.keySet().stream()
          .filter(name -> name.equals(RECIPIENTS) || name.endsWith("/" + RECIPIENTS))
          .toList();
    }
  }

  /** Whether it keeps its history itself. */
  boolean hasHistory() {
    return Files.exists(path.resolve(GIT), LinkOption.NOFOLLOW_LINKS);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Content content() throws IOException {
    Content content = new Content(new TreeMap<>(), new ArrayList<>());
    Files.walkFileTree(path, new Walk(content));
    return content;
  }

  /** Takes down what it meets, and enters no history. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Content content;

    private Walk(Content content) {
      this.content = content;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (folder.equals(path)) {
        return FileVisitResult.CONTINUE;
      }
      if (isHistory(folder, content)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      content.items().put(name(folder), Stat.of(folder));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!isHistory(file, content) && !file.equals(path.resolve(Target.MARK))) {
        Stat stat = Stat.of(file);
        if (stat.isRegular() || stat.isLink()) {
          content.items().put(name(file), stat);
        } else {
          content.leftOut().add(name(file));
        }
      }
      return FileVisitResult.CONTINUE;
    }
  }

  SourceProbe probe() throws IOException {
    Stat stat = Stat.of(path);
    return new SourceProbe(
        "folder " + stat.device() + ":" + stat.inode() + " at " + path, "pass", -1, false);
  }

  private boolean isHistory(Path one, Content content) {
    if (!one.getFileName().toString().equals(GIT)) {
      return false;
    }
    if (!one.getParent().equals(path)) {
      content.leftOut().add(name(one));
    }
    return true;
  }

  private String name(Path one) {
    Path relative = path.relativize(one);
    String name = relative.toString();
    // A name that would come back as another one: a secret that nobody finds is lost.
    if (!Path.of(name).equals(relative) || name.chars().anyMatch(Character::isISOControl)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture a file of that name: '" + name.replaceAll("\\p{Cntrl}", "?") + "'",
          "Rename it; names are text without control characters.");
    }
    return name;
  }

  private static Fault missing(Path path, IOException e) {
    return new Fault(
        FaultCode.SOURCE_UNREACHABLE,
        "unable to find the password store: '" + path + "'",
        "Is its file system mounted, and is the path right?",
        e);
  }
}

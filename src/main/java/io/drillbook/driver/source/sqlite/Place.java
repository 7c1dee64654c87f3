package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.SourceProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database's file by its real path, without any symbolic link in it. A target need not be there,
 * but its folder must: creating that would fill the disk behind a missing mount.
 */
record Place(Path path) {
  /** What SQLite keeps beside a database; a stale one in another's place damages it. */
  static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  /**
   * A source.
   *
   * @throws Fault SOURCE_UNREACHABLE, CAPTURE_FAILED, PERMISSION_DENIED
   */
  static Place source(Path path) {
    try {
      Place place = new Place(path.toRealPath());
      Stat stat = Stat.of(place.path);
      if (!stat.isRegular()) {
        throw unreachable(FaultCode.SOURCE_UNREACHABLE, path, "It is not a file.", null);
      }
      if (stat.size() == 0) {
        throw new Fault(
            FaultCode.CAPTURE_FAILED,
            "unable to capture a file without any byte: '" + path + "'",
            "SQLite takes it for an empty database; was the real one lost or moved?");
      }
      place.header();
      return place;
    } catch (NoSuchFileException e) {
      throw unreachable(
          FaultCode.SOURCE_UNREACHABLE, path, "Is its file system mounted, and the path right?", e);
    } catch (IOException e) {
      throw SqliteFaults.reading(path.toString(), e);
    }
  }

  /**
   * A target, there or not.
   *
   * @throws Fault TARGET_UNREACHABLE, PERMISSION_DENIED
   */
  static Place target(Path path) {
    try {
      if (Files.exists(path)) {
        return new Place(path.toRealPath());
      }
      if (path.getFileName() == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw unreachable(
            FaultCode.TARGET_UNREACHABLE, path, "It is a link that points nowhere.", null);
      }
      return new Place(path.getParent().toRealPath().resolve(path.getFileName()));
    } catch (NoSuchFileException e) {
      throw unreachable(
          FaultCode.TARGET_UNREACHABLE,
          path,
          "The folder above it must be there; is its file system mounted?",
          e);
    } catch (IOException e) {
      throw SqliteFaults.restoring(path.toString(), e);
    }
  }

  Path folder() {
    return path.getParent();
  }

  /** A file beside the database whose name is the database's and more. */
  Path with(String more) {
    return path.resolveSibling(path.getFileName() + more);
  }

  Header header() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Header.require(in, path.toString());
    }
  }

  /** What is there now; empty where nothing is. */
  Optional<Stat> stat() {
    try {
      return Optional.of(Stat.of(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SqliteFaults.restoring(path.toString(), e);
    }
  }

  /** Whether a restore could overwrite nothing here. */
  boolean isFree() {
    return stat().map(there -> there.isRegular() && there.size() == 0).orElse(true);
  }

  /** Bytes of the database and of what was committed but is still beside it. */
  long bytes() throws IOException {
    Path wal = with("-wal");
    return Files.size(path) + (Files.exists(wal) ? Files.size(wal) : 0);
  }

  SourceProbe probe() {
    Optional<Stat> there = stat();
    String identity = there.map(stat -> "sqlite " + stat.id()).orElse("sqlite missing at " + path);
    return new SourceProbe(
        identity, Database.version(), there.map(Stat::size).orElse(-1L), isFree());
  }

  /** What beside this place begins with a word. */
  List<Path> besides(String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder(), prefix + "*")) {
      entries.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw SqliteFaults.restoring(folder().toString(), e);
    }
  }

  private static Fault unreachable(FaultCode code, Path path, String hint, IOException e) {
    return new Fault(code, "unable to find the database: '" + path + "'", hint, e);
  }
}

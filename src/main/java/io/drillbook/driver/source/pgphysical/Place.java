package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a cluster is restored to: a folder by its real path, which need not be there; the folder
 * above it must, because creating that would fill the disk behind a missing mount.
 */
record Place(Path path, Settings settings) {
  private static final int LAST_PORT = 65535;
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * A target.
   *
   * @throws Fault TARGET_UNREACHABLE, INPUT_INVALID
   */
  static Place of(Settings settings) {
    Path path = Path.of(settings.text(PhysicalSettings.DATA_DIRECTORY)).toAbsolutePath();
    if (path.getFileName() == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore into the root of a file system: '" + path + "'",
          "Name a folder below it.");
    }
    try {
      if (Files.exists(path)) {
        return new Place(path.toRealPath(), settings);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw unreachable(path, "It is a link that points nowhere.", null);
      }
      return new Place(path.getParent().toRealPath().resolve(path.getFileName()), settings);
    } catch (NoSuchFileException e) {
      throw unreachable(path, "The folder above it must be there; is its file system mounted?", e);
    } catch (IOException e) {
      throw TargetFaults.of(path, e);
    }
  }

  Path parent() {
    return path.getParent();
  }

  RunAs user() {
    return RunAs.of(settings, parent());
  }

  String address() {
    return settings.optionalText(PhysicalSettings.ADDRESS).orElse(LOOPBACK);
  }

  String timeline() {
    return settings.optionalText(PhysicalSettings.TIMELINE).orElse(Recovery.LATEST);
  }

  int port() {
    long port = settings.number(PhysicalSettings.PORT, 0);
    if (port <= 0 || port > LAST_PORT) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the port: '" + port + "'",
          "Say at the target which port the restored server gets.");
    }
    return (int) port;
  }

  String database() {
    return settings.optionalText(PhysicalSettings.DATABASE).orElse("postgres");
  }

  /** Whether a restore could overwrite nothing here. */
  boolean isFree() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses a port at which somebody else listens.
   *
   * @throws Fault TARGET_NOT_EMPTY, INPUT_INVALID
   */
  void requirePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address()), port()), 1);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to give the restored server its port: '%s:%d': %s"
              .formatted(address(), port(), e.getMessage()),
          "Another server listens there, or the address is not one of this machine.",
          e);
    }
  }

  /** What beside this place begins with a word. */
  List<Path> besides(String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent(), prefix + "*")) {
      entries.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw TargetFaults.of(parent(), e);
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
  }

  private static Fault unreachable(Path path, String hint, IOException e) {
    return new Fault(
        FaultCode.TARGET_UNREACHABLE, "unable to find the folder: '" + path + "'", hint, e);
  }
}

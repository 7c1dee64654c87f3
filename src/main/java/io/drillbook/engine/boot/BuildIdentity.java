package io.drillbook.engine.boot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.boot.system.ApplicationHome;

/**
 * Names the build that runs by what is in it: a version number stays the same while somebody
 * changes the program. Times of files do not count, so that a second build of the same sources is
 * the same build.
 */
public final class BuildIdentity {
  private final File source;
  private String digest;

  /** The build that holds this class. */
  public BuildIdentity(Class<?> inside) {
    this(new ApplicationHome(inside).getSource());
  }

  BuildIdentity(File source) {
    this.source = source;
  }

  /** Its digest; looked at once, when it is first asked for. */
  public synchronized String digest() {
    if (digest == null) {
      digest = sha256(source == null ? "unknown" : parts().toString());
    }
    return digest;
  }

  private Map<String, Long> parts() {
    try {
      return source.isFile() ? ofJar() : ofFolder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar lists the checksum of every file in it, libraries too. */
  private Map<String, Long> ofJar() throws IOException {
    Map<String, Long> parts = new TreeMap<>();
    try (JarFile jar = new JarFile(source)) {
      jar.stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> parts.put(entry.getName(), entry.getCrc()));
    }
    return parts;
  }

  private Map<String, Long> ofFolder() throws IOException {
    Map<String, Long> parts = new TreeMap<>();
    Path root = source.toPath();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        parts.put(root.relativize(file).toString(), crc.getValue());
      }
    }
    return parts;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java knows SHA-256", e);
    }
  }
}

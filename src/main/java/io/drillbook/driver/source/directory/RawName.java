package io.drillbook.driver.source.directory;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as the bytes that they are on Linux, each byte one char (ISO 8859-1). Java decodes
 * names by the locale of the process: in the locale "C" an umlaut would silently become a question
 * mark, in UTF-8 an old Latin-1 name would. Only a path's URI shows its real bytes.
 */
final class RawName {
  private static final int ASCII = 0x80;

  private RawName() {}

  /** The bytes of the last name of an absolute path. */
  static String of(Path path) {
    String name = path.getFileName().toString();
    return isAscii(name) ? name : last(decoded(path.toUri().getRawPath()));
  }

  /** The bytes of what a symbolic link points to. */
  static String ofTarget(Path target) {
    if (isAscii(target.toString())) {
      return target.toString();
    }
    String all = withoutSlash(decoded(target.toUri().getRawPath()));
    return target.isAbsolute() ? all : all.substring(here().length());
  }

  /** The path of a name, or of several with slashes between, below a folder. */
  static Path below(Path folder, String name) {
    if (isAscii(name)) {
      return folder.resolve(name);
    }
    String base = withoutSlash(folder.toUri().getRawPath());
    return Path.of(URI.create("file://" + base + "/" + encoded(name)));
  }

  /** The path that a symbolic link shall point to; relative where the name is. */
  static Path target(String name) {
    if (isAscii(name)) {
      return Path.of(name);
    }
    if (name.startsWith("/")) {
      return Path.of(URI.create("file://" + encoded(name)));
    }
    Path here = Path.of("").toAbsolutePath();
    Path all = Path.of(URI.create("file://" + encoded(here() + name)));
    return all.subpath(here.getNameCount(), all.getNameCount());
  }

  /** The name for people: as UTF-8 where it is, with what would disturb a line made visible. */
  static String shown(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    String text = raw;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // Not UTF-8: shown byte by byte below.
      text = raw.replaceAll("[^\\x20-\\x7e]", "?");
    }
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII) {
        return false;
      }
    }
    return true;
  }

  private static String here() {
    return withoutSlash(decoded(Path.of("").toAbsolutePath().toUri().getRawPath())) + "/";
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String last(String path) {
    String whole = withoutSlash(path);
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  private static String decoded(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(uri, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String encoded(String raw) {
    StringBuilder uri = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean plain = c == '/' || (c < ASCII && Character.isLetterOrDigit(c));
      uri.append(plain ? String.valueOf(c) : "%" + HexFormat.of().toHexDigits((byte) c));
    }
    return uri.toString();
  }
}

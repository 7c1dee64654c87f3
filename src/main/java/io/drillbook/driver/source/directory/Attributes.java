package io.drillbook.driver.source.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Extended attributes of the "user" kind, in the words of tar's headers. */
final class Attributes {
  static final String HEADER = "SCHILY.xattr.user.";

  private static final String SEAL = "drillbook.restored";

  private Attributes() {}

  /** Puts a word on a folder; returns whether its file system can. */
  static boolean seal(Path folder, String word) {
    try {
      view(folder).write(SEAL, StandardCharsets.UTF_8.encode(word));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** The word on a folder. */
  static Optional<String> sealOf(Path folder) {
    try {
      ByteBuffer value = ByteBuffer.allocate(view(folder).size(SEAL));
      view(folder).read(SEAL, value);
      return Optional.of(StandardCharsets.UTF_8.decode(value.flip()).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The attributes by header; those that are not text are told and left out. */
  static Map<String, String> of(Path path, String name, Findings findings) {
    Map<String, String> found = new TreeMap<>();
    try {
      UserDefinedFileAttributeView view = view(path);
      for (String attribute : view == null ? List.<String>of() : view.list()) {
        if (attribute.equals(SEAL)) {
          continue;
        }
        ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
        view.read(attribute, value);
        try {
          String text = StandardCharsets.UTF_8.newDecoder().decode(value.flip()).toString();
          if (text.isEmpty() || !RawName.isAscii(attribute) || attribute.contains("=")) {
            findings.attribute(name);
          } else {
            found.put(HEADER + attribute, text);
          }
        } catch (CharacterCodingException e) {
          findings.attribute(name);
        }
      }
    } catch (IOException e) {
      // No file system must have them, and the file's content is read or refused elsewhere.
      return Map.of();
    }
    return found;
  }

  /** Sets those that a header brought; returns whether all could be. */
  static boolean set(Path path, Map<String, String> headers) {
    boolean all = true;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().startsWith(HEADER)) {
        try {
          view(path)
              .write(
                  header.getKey().substring(HEADER.length()),
                  StandardCharsets.UTF_8.encode(header.getValue()));
        } catch (IOException e) {
          all = false;
        }
      }
    }
    return all;
  }

  private static UserDefinedFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}

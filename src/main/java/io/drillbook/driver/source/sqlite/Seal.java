package io.drillbook.driver.source.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;

/** A word that a file carries as an attribute, where its file system can. */
final class Seal {
  private static final String NAME = "drillbook.restored";

  private Seal() {}

  /** Puts a word on a file; returns whether its file system can. */
  static boolean put(Path file, String word) {
    try {
      view(file).write(NAME, StandardCharsets.UTF_8.encode(word));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** The word on a file. */
  static Optional<String> of(Path file) {
    try {
      UserDefinedFileAttributeView view = view(file);
      ByteBuffer value = ByteBuffer.allocate(view.size(NAME));
      view.read(NAME, value);
      return Optional.of(StandardCharsets.UTF_8.decode(value.flip()).toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static UserDefinedFileAttributeView view(Path file) {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (view == null) {
      throw new UnsupportedOperationException("no attributes");
    }
    return view;
  }
}

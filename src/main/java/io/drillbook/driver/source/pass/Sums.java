package io.drillbook.driver.source.pass;

import io.drillbook.domain.point.SourceCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Counts and a checksum that tell two stores apart; all of them are about encrypted files. */
final class Sums {
  /** Secrets whose names are known; the only count where no value was captured. */
  static final String NAMED = "secrets named";

  private static final String FILES = "files";

  private final MessageDigest all = digest();
  private long files;

  /** A file's name and its bytes, in the order of the names. */
  void file(String name, byte[] bytes) {
    files++;
    all.update(name.getBytes(StandardCharsets.UTF_8));
    all.update((byte) 0);
    all.update(digest().digest(bytes));
  }

  Map<String, Long> contents(long secrets, long commits) {
    Map<String, Long> contents = new TreeMap<>(Map.of(NAMED, secrets));
    contents.put("secrets", secrets);
    contents.put(FILES, files);
    contents.put("commits", commits);
    contents.put(SourceCapture.CHECKSUM + FILES, ByteBuffer.wrap(all.digest()).getLong());
    return contents;
  }

  /** What a store that nobody writes to holds. */
  static Map<String, Long> of(Store store, long commits) throws IOException {
    Store.Content content = store.content();
    Sums sums = new Sums();
    for (String name : content.items().keySet()) {
      if (content.items().get(name).isRegular()) {
        sums.file(name, Files.readAllBytes(store.file(name)));
      }
    }
    return sums.contents(content.secrets().size(), commits);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The part of a capture that is wanted.
 *
 * @param only its path below the folder, as raw bytes; empty for all of it
 */
record Selection(Optional<String> only) {
  static final Selection ALL = new Selection(Optional.empty());

  /**
   * One path with everything below it.
   *
   * @throws Fault INPUT_INVALID where it is none that could be inside
   */
  static Selection of(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (List.of(plain.split("/", -1)).stream().anyMatch(Selection::leads)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore a path that is not inside the folder: '" + path + "'",
          "Write it as it is below the captured folder, such as albums/2024.");
    }
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return new Selection(Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  private static boolean leads(String word) {
    return word.isEmpty() || word.equals(".") || word.equals("..");
  }

  /** Whether it is wanted. */
  boolean has(String name) {
    return only.isEmpty() || name.equals(only.get()) || name.startsWith(only.get() + "/");
  }

  /** Whether it is wanted, or a folder on the way there. */
  boolean passes(String folder) {
    return has(folder) || folder.isEmpty() || only.orElse("").startsWith(folder + "/");
  }

  boolean isAll() {
    return only.isEmpty();
  }
}

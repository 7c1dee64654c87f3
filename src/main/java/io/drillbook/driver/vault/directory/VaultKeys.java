package io.drillbook.driver.vault.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys as paths below the vault's root, and the names of objects in the making. */
final class VaultKeys {
  /** No segment begins with a dot, so none can be "..", and none looks like an upload. */
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  private static final Pattern UPLOAD = Pattern.compile("\\.(.+)\\.[0-9a-f]{16}\\.part");

  private VaultKeys() {}

  /** The object's path; refuses whatever could lead out of the root. */
  static Path path(Path root, String key) {
    if (!KEY.matcher(key).matches() || key.endsWith(".part")) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the key in a vault: '" + key + "'",
          "Use letters, digits, dots, dashes and underscores between slashes, no leading dot.");
    }
    return root.resolve(key);
  }

  /** The folder in which every object with the prefix lies. */
  static Path folder(Path root, String prefix) {
    int slash = prefix.lastIndexOf('/');
    return slash < 0 ? root : path(root, prefix.substring(0, slash));
  }

  /** The temporary name of an upload, told apart from those of other tries by the tag. */
  static Path upload(Path object, long tag) {
    return object.resolveSibling(
        "." + object.getFileName() + "." + "%016x".formatted(tag) + ".part");
  }

  /** The key that an upload's file was meant for; empty where the file is no upload. */
  static Optional<String> keyOfUpload(Path root, Path file) {
    var matcher = UPLOAD.matcher(file.getFileName().toString());
    return matcher.matches()
        ? Optional.of(key(root, file.resolveSibling(matcher.group(1))))
        : Optional.empty();
  }

  /** The key of a file. */
  static String key(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** Whether the file could be an object. */
  static boolean isObject(Path root, Path file) {
    String key = key(root, file);
    return KEY.matcher(key).matches() && !key.endsWith(".part");
  }
}

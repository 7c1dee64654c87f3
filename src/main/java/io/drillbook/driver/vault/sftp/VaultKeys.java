package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys as paths below the vault's folder, and the names of objects in the making. */
final class VaultKeys {
  /** No segment begins with a dot, so none can be "..", and none looks like an upload. */
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  private static final Pattern UPLOAD = Pattern.compile("(.*/)?\\.([^/]+)\\.[0-9a-f]{16}\\.part");

  private VaultKeys() {}

  /** The key itself; refuses whatever could lead out of the folder. */
  static String checked(String key) {
    if (!isObject(key)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the key in a vault: '" + key + "'",
          "Use letters, digits, dots, dashes and underscores between slashes, no leading dot.");
    }
    return key;
  }

  /** The folder in which every object with the prefix lies; empty for the root. */
  static String folder(String prefix) {
    int slash = prefix.lastIndexOf('/');
    return slash < 0 ? "" : checked(prefix.substring(0, slash));
  }

  /** What is above; empty for the root. */
  static String parent(String key) {
    int slash = key.lastIndexOf('/');
    return slash < 0 ? "" : key.substring(0, slash);
  }

  static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** The temporary name of an upload, told apart from those of other tries by the tag. */
  static String upload(String key, long tag) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return child(parent(key), "." + name + "." + "%016x".formatted(tag) + ".part");
  }

  /** The key that an upload's file was meant for; empty where the file is no upload. */
  static Optional<String> keyOfUpload(String path) {
    var matcher = UPLOAD.matcher(path);
    return matcher.matches()
        ? Optional.of((matcher.group(1) == null ? "" : matcher.group(1)) + matcher.group(2))
        : Optional.empty();
  }

  /** Whether the file could be an object. */
  static boolean isObject(String path) {
    return KEY.matcher(path).matches() && !path.endsWith(".part");
  }
}

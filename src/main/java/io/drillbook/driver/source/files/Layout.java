package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.file.Path;

/** Where things are in the archive, and so in the folder that it is restored into. */
final class Layout {
  /** Below it files stand by their whole path. */
  static final String FILES = "files";

  static final String OUTPUTS = "outputs";

  /** What {@code sha256sum -c} reads; the archive's last entry. */
  static final String SUMS = "SHA256SUMS";

  private Layout() {}

  /** The name of a file that belongs there. */
  static String name(Path original) {
    String text = original.toString();
    requireText(original, text);
    return FILES + text;
  }

  /** Where a file of that name belongs. */
  static Path original(String name) {
    return Path.of(name.substring(FILES.length()));
  }

  static boolean isFile(String name) {
    return name.startsWith(FILES + "/");
  }

  /**
   * Refuses a name that would come back as another one.
   *
   * @throws Fault CAPTURE_FAILED
   */
  private static void requireText(Path path, String text) {
    boolean lossy = !Path.of(text).equals(path);
    if (lossy || text.indexOf('\n') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('\r') >= 0) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture a file of that name: '" + text.replaceAll("\\p{Cntrl}", "?") + "'",
          "Rename it, or protect its folder by a source of kind directory, which keeps any name.");
    }
  }
}

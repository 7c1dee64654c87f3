package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.regex.Pattern;

/** Names inside a vault: {@code <system>/<point>/<file>}; contract section 6. */
public final class PointLayout {
  /** What the point is. */
  public static final String MANIFEST = "manifest.json";

  /** Signature over the manifest, written last: without a valid one the point does not exist. */
  public static final String SIGNATURE = "manifest.json.asc";

  /** Checksums for {@code sha256sum -c}. */
  public static final String SUMS = "SHA256SUMS";

  /** How to restore by hand. */
  public static final String GUIDE = "RESTORE.md";

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private PointLayout() {}

  /** The folder of a point, ending with a slash. */
  public static String folder(String system, String point) {
    return word("system", system) + "/" + word("point", point) + "/";
  }

  /**
   * A member's name, {@code <source>[.<part>].<format>.zst.pgp}.
   *
   * @param part may be empty
   * @throws Fault INPUT_INVALID where a part of the name could leave the folder or be mistaken for
   *     another source's
   */
  public static String memberFile(String source, String part, String format) {
    String middle = part.isEmpty() ? "" : word("part", part) + ".";
    return memberPrefix(source) + middle + word("format", format) + ".zst.pgp";
  }

  /** What the names of all members of a source begin with, and of no other source's. */
  public static String memberPrefix(String source) {
    return word("source", source) + ".";
  }

  private static String word(String what, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the name of a " + what + " in a vault: '" + value + "'",
          "Use letters, digits, dashes and underscores only.");
    }
    return value;
  }
}

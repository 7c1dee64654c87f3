package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.regex.Pattern;

/** Keys that every kind of vault takes, so that points can be copied from one to another. */
final class S3Keys {
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  private S3Keys() {}

  static boolean isKey(String key) {
    return KEY.matcher(key).matches() && !key.endsWith(".part");
  }

  static String require(String key) {
    if (!isKey(key)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the key in a vault: '" + key + "'",
          "Use letters, digits, dots, dashes and underscores between slashes, no leading dot.");
    }
    return key;
  }
}

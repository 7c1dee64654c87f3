package io.drillbook.driver.source.s3bucket;

import java.util.Map;
import java.util.TreeMap;

/**
 * One version of one key, as a line of the inventory tells it.
 *
 * @param latest whether it was what a reader of the key got
 * @param marker whether it says that the key was deleted
 * @param entry the number of its bytes in the archive; 0 where they are not captured
 * @param sha256 of those bytes, hexadecimal; empty where they are not captured
 * @param headers what a reader is told with the bytes, by the header's name; only with the bytes
 */
record Line(
    String key,
    String version,
    String etag,
    long size,
    String modified,
    boolean latest,
    boolean marker,
    long entry,
    String sha256,
    Map<String, String> headers) {
  Line {
    headers = new TreeMap<>(headers);
  }

  /** Whether a reader of the key got these bytes. */
  boolean isSeen() {
    return latest && !marker;
  }

  Line withBytes(long number, String sum, Map<String, String> told) {
    return new Line(key, version, etag, size, modified, latest, marker, number, sum, told);
  }

  /** Whether the tag is the MD5 of the bytes: that of an object uploaded in parts is not. */
  static boolean isSum(String etag) {
    return etag.matches("[0-9a-f]{32}");
  }

  static String bare(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}

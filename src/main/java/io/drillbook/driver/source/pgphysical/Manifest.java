package io.drillbook.driver.source.pgphysical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's own list of what a base backup holds. Read line by line: the server writes one file
 * in each, and its checksum covers these very bytes.
 *
 * @param files size and checksum by path
 * @param ranges the log that the files need, the newest timeline last
 */
record Manifest(Map<String, Found> files, List<Range> ranges) {
  static final String FILE = "backup_manifest";

  private static final Pattern LINE =
      Pattern.compile(
          "\\{ \"(Encoded-)?Path\": \"((?:[^\"\\\\]|\\\\.)*)\", \"Size\": (\\d+),.*"
              + "\"Checksum-Algorithm\": \"CRC32C\", \"Checksum\": \"([0-9a-f]{8})\" },?");
  private static final Pattern RANGE =
      Pattern.compile(
          "\\{ \"Timeline\": (\\d+), \"Start-LSN\": \"([0-9A-F/]+)\","
              + " \"End-LSN\": \"([0-9A-F/]+)\" },?");
  private static final Pattern SUM = Pattern.compile("\"Manifest-Checksum\": \"([0-9a-f]{64})\"}");

  /** A file's size and CRC-32C. */
  record Found(long size, String checksum) {}

  /** A stretch of one timeline. */
  record Range(long timeline, String start, String end) {
    WalName firstPiece(long bytes) {
      return WalName.at(WalName.timeline(timeline), WalName.position(start), bytes);
    }

    WalName lastPiece(long bytes) {
      return WalName.before(WalName.timeline(timeline), WalName.position(end), bytes);
    }
  }

  Manifest {
    files = Map.copyOf(files);
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads the list.
   *
   * @throws NotWhole where it was cut or changed
   */
  static Manifest read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Matcher sum = SUM.matcher(text);
    if (!sum.find()) {
      throw new NotWhole("the list of files was cut");
    }
    int end = text.substring(0, sum.start()).getBytes(StandardCharsets.UTF_8).length;
    if (!sum.group(1).equals(sha256(bytes, end))) {
      throw new NotWhole("the list of files was changed");
    }
    Map<String, Found> files = new TreeMap<>();
    List<Range> ranges = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher file = LINE.matcher(line);
      Matcher range = RANGE.matcher(line);
      if (file.matches()) {
        Found found = new Found(Long.parseLong(file.group(3)), file.group(4));
        files.put(path(file.group(2), file.group(1) != null), found);
      } else if (range.matches()) {
        ranges.add(new Range(Long.parseLong(range.group(1)), range.group(2), range.group(3)));
      } else if (line.startsWith("{ \"Path\"") || line.startsWith("{ \"Encoded-Path\"")) {
        throw new NotWhole("the list of files holds a line that cannot be read");
      }
    }
    if (files.isEmpty() || ranges.isEmpty()) {
      throw new NotWhole("the list of files is empty");
    }
    return new Manifest(files, ranges.stream().sorted(Manifest::older).toList());
  }

  /** Where the log begins that the files need. */
  Range first() {
    return ranges.get(0);
  }

  /** Where the backup ended. */
  Range last() {
    return ranges.get(ranges.size() - 1);
  }

  private static int older(Range one, Range other) {
    return Long.compare(one.timeline(), other.timeline());
  }

  private static String path(String text, boolean encoded) {
    if (encoded) {
      return new String(HexFormat.of().parseHex(text), StandardCharsets.ISO_8859_1);
    }
    String plain = text.replace("\\\"", "\"").replace("\\\\", "\\");
    // Paths are compared byte by byte, whatever characters they are meant to be.
    return new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

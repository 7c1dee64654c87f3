package io.drillbook.driver.source.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Copies a bundle while it follows it: {@code git bundle verify} looks at the head only and calls a
 * bundle cut in half okay. The pack inside ends with a checksum over all of itself.
 */
final class BundleReader {
  private static final int BUFFER = 128 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int PACK_HEAD = 12;

  /**
   * What is in a whole bundle.
   *
   * @param refs object ids by name, HEAD among them
   * @param objects how many objects the pack holds
   */
  record Bundle(SortedMap<String, String> refs, long objects) {}

  private final InputStream in;
  private final OutputStream out;
  private final LongConsumer progress;
  private final SortedMap<String, String> refs = new TreeMap<>();
  private String algorithm = "SHA-1";
  private long passed;

  /**
   * A reader.
   *
   * @param in buffered: its head is read byte by byte
   * @param progress is told how many bytes have passed
   */
  BundleReader(InputStream in, OutputStream out, LongConsumer progress) {
    this.in = in;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Reads and copies to the end.
   *
   * @throws NotWhole where it is cut, altered or needs another bundle
   * @throws IOException where either stream fails
   */
  Bundle copy() throws IOException {
    String first = line();
    if (!first.equals("# v2 git bundle") && !first.equals("# v3 git bundle")) {
      throw new NotWhole("this is no bundle of git");
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      head(line);
    }
    return new Bundle(refs, pack());
  }

  private void head(String line) throws NotWhole {
    if (line.startsWith("@")) {
      if (!line.startsWith("@object-format=")) {
        throw new NotWhole("it leaves something out: " + line);
      }
      algorithm = line.endsWith("=sha256") ? "SHA-256" : "SHA-1";
    } else if (line.startsWith("-")) {
      throw new NotWhole("its history is not complete, it needs " + line.substring(1));
    } else {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new NotWhole("its list of names is damaged");
      }
      refs.put(line.substring(space + 1), line.substring(0, space));
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || bytes.size() > LONGEST_LINE) {
        throw new NotWhole("it ends within its head");
      }
      bytes.write(b);
    }
    byte[] line = bytes.toByteArray();
    out.write(line);
    out.write('\n');
    passed += line.length + 1L;
    return new String(line, StandardCharsets.UTF_8);
  }

  private long pack() throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    int held = in.readNBytes(buffer, 0, PACK_HEAD);
    if (held < PACK_HEAD || buffer[0] != 'P' || buffer[1] != 'A' || buffer[2] != 'C') {
      throw new NotWhole("its pack is missing");
    }
    long objects = Integer.toUnsignedLong(ByteBuffer.wrap(buffer).getInt(PACK_HEAD - 4));
    out.write(buffer, 0, held);
    int length = digest.getDigestLength();
    // The last bytes are the checksum of all before them, and only the end tells which are last.
    for (int n = more(buffer, held); n >= 0; n = more(buffer, held)) {
      out.write(buffer, held, n);
      int all = held + n;
      int sure = Math.max(0, all - length);
      digest.update(buffer, 0, sure);
      System.arraycopy(buffer, sure, buffer, 0, all - sure);
      held = all - sure;
      passed += n;
      progress.accept(passed);
    }
    if (held != length || !Arrays.equals(digest.digest(), Arrays.copyOf(buffer, held))) {
      throw new NotWhole("its pack is cut or altered");
    }
    return objects;
  }

  private int more(byte[] buffer, int held) throws IOException {
    return in.read(buffer, held, buffer.length - held);
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

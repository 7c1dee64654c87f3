package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.Member;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams 200 MB there and back in a process of its own with 64 MB of heap: a stage that kept what
 * passes by would run out of memory. Speed is printed, never asserted.
 */
class ThroughputIT {
  private static final int CHUNK = 64 * 1024;
  private static final long TOTAL = 200L * 1000 * 1000;

  @TempDir Path folder;
  private Process child;

  @AfterEach
  void endChild() {
    if (child != null) {
      child.destroyForcibly();
    }
  }

  @Test
  void memoryStaysTheSameHoweverLongTheStreamIs() throws Exception {
    child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ThroughputIT.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(child.waitFor()).as(output).isZero();
    assertThat(output).contains("compressible", "incompressible");
    Files.writeString(Path.of("target", "throughput.txt"), output);
  }

  /** What the child runs. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    KeyRing ring = TestKeys.ring(folder, Clock.systemUTC());
    for (int round = 0; round < 2; round++) {
      roundTrip(folder, ring, "compressible", sql());
      roundTrip(folder, ring, "incompressible", noise());
    }
  }

  private static void roundTrip(Path folder, KeyRing ring, String name, byte[] pattern)
      throws Exception {
    Path file = folder.resolve(name);
    long begun = System.nanoTime();
    MemberTotals totals = write(ring, file, pattern);
    long written = System.nanoTime();
    long read = read(ring, file, totals);
    long ended = System.nanoTime();
    if (read != totals.contentBytes()) {
      throw new IllegalStateException("read " + read);
    }
    System.out.printf(
        "%s: write %.0f MB/s, read %.0f MB/s, stored %.2f of content%n",
        name,
        totals.contentBytes() * 1e3 / (written - begun),
        totals.contentBytes() * 1e3 / (ended - written),
        totals.storedBytes() / (double) totals.contentBytes());
  }

  private static MemberTotals write(KeyRing ring, Path file, byte[] pattern) throws IOException {
    Recipients recipients = ring.recipients(List.of("ops", "escrow"));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      MemberWriter writer = MemberWriter.open("m", recipients, out, n -> {});
      try (writer) {
        for (long done = 0; done < TOTAL; done += CHUNK) {
          writer.write(pattern, (int) (done % (pattern.length - CHUNK)), CHUNK);
        }
      }
      return writer.result();
    }
  }

  private static long read(KeyRing ring, Path file, MemberTotals t) throws IOException {
    Member member =
        new Member(
            "s",
            "m",
            "raw",
            t.storedBytes(),
            t.storedSha256(),
            t.contentBytes(),
            t.contentSha256());
    MemberKeys keys = ring.openers(List.of(ring.fingerprint("ops")));
    byte[] buffer = new byte[CHUNK];
    long total = 0;
    try (InputStream in = new EncryptedMembers(keys, m -> stored(file)).open(member)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
      }
    }
    return total;
  }

  private static InputStream stored(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] noise() {
    byte[] bytes = new byte[16 * 1000 * 1000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sql() {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 8_000_000; i++) {
      text.append(i).append("\tcustomer ").append(random.nextInt(90_000)).append("\t2026-11-");
      text.append(10 + random.nextInt(20)).append("\t").append(Long.toHexString(random.nextLong()));
      text.append("\tshipped\tBerlin\n");
    }
    return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}

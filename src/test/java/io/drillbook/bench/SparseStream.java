package io.drillbook.bench;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberWriter;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A long stream of zeros through the pipeline into nothing: the heap must not grow with it. */
final class SparseStream {
  private static final int BUFFER = 256 * 1024;
  private static final int SAMPLES = 6;

  private SparseStream() {}

  static void run(int gibibytes) throws Exception {
    Path folder = Files.createTempDirectory("drillbook-stream");
    for (String name : List.of("ops", "escrow", "signer")) {
      TestKeys.write(
          folder,
          name,
          OpenPgpKeys.generate(name + "@example.com", new char[0], Clock.systemUTC()));
    }
    KeyRing keys = TestKeys.ring(folder, Clock.systemUTC());
    long[] stored = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            stored[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            stored[0] += length;
          }
        };
    long began = System.nanoTime();
    StringBuilder heap = new StringBuilder();
    byte[] zeros = new byte[BUFFER];
    long buffers = ((long) gibibytes << 30) / BUFFER;
    try (MemberWriter member =
        MemberWriter.open(
            "zeros", keys.recipients(List.of("ops", "escrow")), counting, done -> {})) {
      for (long i = 1; i <= buffers; i++) {
        member.write(zeros, 0, BUFFER);
        if (i % (buffers / SAMPLES) == 0) {
          System.gc();
          Runtime runtime = Runtime.getRuntime();
          heap.append(
              " %d GiB: %d MiB"
                  .formatted(
                      (i * BUFFER) >> 30, (runtime.totalMemory() - runtime.freeMemory()) >> 20));
        }
      }
    }
    System.out.printf(
        "%nA stream of %d GiB of zeros in %.0f s, %d MiB stored; heap in use at%s%n",
        gibibytes, (System.nanoTime() - began) / 1e9, stored[0] >> 20, heap);
    Benchmark.delete(folder);
  }
}

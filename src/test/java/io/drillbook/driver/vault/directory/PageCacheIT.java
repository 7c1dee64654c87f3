package io.drillbook.driver.vault.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large objects go past the page cache where the file system lets them, and arrive whole. */
class PageCacheIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        4096,
        Blocks.BYTES - 1,
        Blocks.BYTES,
        Blocks.BYTES + 1,
        3 * Blocks.BYTES,
        3 * Blocks.BYTES + 4096,
        5 * Blocks.BYTES + 12345
      })
  void everySizeComesBackAsItWas(int size) throws IOException {
    roundTrip(folder, size);
  }

  @Test
  void aFileSystemWithoutItIsWrittenAndReadThroughTheCache() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    Path place = Files.createTempDirectory(memory, "drillbook");
    try {
      roundTrip(place, 2 * Blocks.BYTES + 7);
    } finally {
      Files.delete(place.resolve("a"));
      Files.delete(place);
    }
  }

  @Test
  void whatIsWrittenAndReadBackDoesNotFillThePageCache() throws IOException {
    Path probe = Files.createFile(folder.resolve("probe"));
    assumeTrue(Blocks.open(probe, Set.of(StandardOpenOption.WRITE)).isPresent());
    int size = 16 * Blocks.BYTES;

    roundTrip(folder, size);

    assertThat(cached(folder.resolve("a"))).isLessThan(size / 4);
  }

  private static long cached(Path file) throws IOException {
    Process process =
        new ProcessBuilder("fincore", "-b", "-n", "-o", "RES", file.toString())
            .redirectErrorStream(true)
            .start();
    return Long.parseLong(
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  private static void roundTrip(Path place, int size) throws IOException {
    Vault vault =
        new DirectoryVaultDriver().open("primary", new Settings(Map.of("path", place.toString())));
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    try (VaultUpload upload = vault.create("a")) {
      int half = size / 3;
      upload.write(bytes, 0, half);
      upload.write(bytes, half, size - half);
      upload.commit();
    }
    assertThat(Files.size(place.resolve("a"))).isEqualTo(size);
    try (InputStream in = vault.read("a")) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    try (InputStream in = vault.read("a")) {
      if (size > 0) {
        assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
        assertThat(in.readNBytes(size)).hasSize(size - 1);
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}

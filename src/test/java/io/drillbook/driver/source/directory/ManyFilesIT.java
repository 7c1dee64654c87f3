package io.drillbook.driver.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files without end do not fill the memory: a full capture, and one without a change. */
class ManyFilesIT {
  @TempDir Path bed;

  @Test
  void twentyThousandFilesIn32Mebibytes() throws Exception {
    takesTwice(20, 32);
  }

  @Test
  @Tag("long")
  void aMillionFilesIn64Mebibytes() throws Exception {
    takesTwice(1000, 64);
  }

  private void takesTwice(int folders, int mebibytes) throws Exception {
    Path media = bed.resolve("media");
    fill(media, folders);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + mebibytes + "m",
            "-cp",
            System.getProperty("java.class.path"),
            ManyFiles.class.getName(),
            media.toString(),
            bed.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text).contains(folders * 1000 + " files, then written 0");
    try (Stream<String> lines = Files.lines(bed.resolve("again"))) {
      assertThat(lines.count()).isEqualTo(folders * 1001L + 1);
    }
  }

  private static void fill(Path media, int folders) throws IOException {
    for (int folder = 0; folder < folders; folder++) {
      Path made = Files.createDirectories(media.resolve("folder" + folder));
      for (int file = 0; file < 1000; file++) {
        Files.writeString(made.resolve("file" + file), "content " + file);
      }
    }
  }
}

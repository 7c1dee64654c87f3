package io.drillbook.bench;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.directory.DirectorySourceDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** Many small files, backed up again and again: ours, rsync with links to the last copy, restic. */
final class IncrementBench {
  private static final int FILES_IN_A_FOLDER = 500;
  private static final int LEAST_BYTES = 1_000;
  private static final int MORE_BYTES = 8_000;

  private final Path folder;
  private final int rounds;
  private final Rounds times = new Rounds();

  IncrementBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  void run(int files) throws Exception {
    System.out.printf("Filling a folder of %d files …%n", files);
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("Round %d of %d%n", round, rounds);
      round(files, folder.resolve("round" + round));
      Benchmark.delete(folder.resolve("round" + round));
    }
    String title = "%d files, median of %d".formatted(files, rounds);
    for (String run : new String[] {"first run", "no change", "1 % changed"}) {
      times.table(title, run);
    }
  }

  private void round(int files, Path home) throws Exception {
    Path media = home.resolve("shell").resolve("media");
    fill(media, files);
    Shell shell = new Shell(home.resolve("shell"), Map.of());
    OurPath ours =
        new OurPath(
            home,
            new DirectorySourceDriver(Clock.systemUTC()),
            new Settings(Map.of("path", media.toString(), "full-every", "7d")));
    shell.run("restic init -q; sleep 3");
    String last = "none";
    for (String run : new String[] {"first run", "no change", "1 % changed"}) {
      if (run.startsWith("1 %")) {
        change(media, files);
        shell.run("sleep 3");
      }
      String before = last;
      String copy = "copy" + run.charAt(0);
      shell.settle();
      times.time(
          run + ", rsync --link-dest (not encrypted)",
          () ->
              shell.run("rsync -a --link-dest=../" + before + " media/ " + copy + "/; sync -f ."));
      last = copy;
      shell.settle();
      times.time(run + ", restic", () -> shell.run("restic backup -q media; sync -f ."));
      shell.settle();
      times.time(run + ", drillbook (two keys, signed, read back)", ours::backUp);
    }
    restore(shell, ours, home);
    shell.run(
        """
        for p in ../vault/bench/*/; do du -sk "$p" | sed "s|^|  KiB stored in our point: |"; done
        du -sk restic | sed 's|^|  KiB stored in all by restic: |'
        """);
  }

  private void restore(Shell shell, OurPath ours, Path home) throws Exception {
    Path back = home.resolve("back");
    ours.restore(new Settings(Map.of("path", back.toString())), "restore-1");
    shell.run("diff -r media ../back");
  }

  private static void fill(Path media, int files) throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < files; i++) {
      Path album = media.resolve("album" + i / FILES_IN_A_FOLDER);
      if (i % FILES_IN_A_FOLDER == 0) {
        Files.createDirectories(album);
      }
      write(album.resolve("picture" + i), random);
    }
  }

  /** Every hundredth file gets other bytes. */
  private static void change(Path media, int files) throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < files; i += 100) {
      write(media.resolve("album" + i / FILES_IN_A_FOLDER).resolve("picture" + i), random);
    }
  }

  private static void write(Path file, Random random) throws IOException {
    byte[] content = new byte[LEAST_BYTES + random.nextInt(MORE_BYTES)];
    random.nextBytes(content);
    Files.write(file, content);
  }
}

package io.drillbook.bench;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.directory.DirectorySourceDriver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** A folder of files that nothing compresses: ours, the seeds, one stream of gpg, restic. */
final class MediaBench {
  private static final String OURS = "backup, drillbook";
  private static final String ONE_STREAM = "backup, tar | gpg";
  private static final int MOST_BYTES = 8 << 20;

  private final Path folder;
  private final int rounds;
  private final Rounds times = new Rounds();

  MediaBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  void run(int mebibytes) throws Exception {
    System.out.printf("Filling a folder of about %d MiB …%n", mebibytes);
    Path media = folder.resolve("shell").resolve("media");
    int files = fill(media, (long) mebibytes << 20);
    Shell shell = new Shell(folder.resolve("shell"), Map.of());
    OurPath ours =
        new OurPath(folder, new DirectorySourceDriver(Clock.systemUTC()), settings(media));
    // Unmeasured: a server has run for days before its nightly backup, and its code is compiled.
    ours.backUp();
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("Round %d of %d%n", round, rounds);
      backUp(shell, ours);
      restore(shell, ours, "back" + round);
    }
    String title = "%d MiB in %d files, median of %d".formatted(mebibytes, files, rounds);
    times.table(title, "backup");
    times.table(title, "restore");
    times.goal("backup", OURS, ONE_STREAM + " (", 1 / 1.5);
    Benchmark.delete(folder);
  }

  private void backUp(Shell shell, OurPath ours) throws Exception {
    timed(
        shell,
        "backup, seed 004 (tar -cz, gpg, gpg --sign, cp)",
        """
        rm -f m.tar.gz*; tar -czf m.tar.gz media; $ENCRYPT m.tar.gz
        gpg --batch --quiet --sign m.tar.gz.gpg; cp m.tar.gz.gpg.gpg vault/
        """);
    timed(
        shell,
        ONE_STREAM + " (one stream, nothing else)",
        "tar -c media | $ENCRYPT --compress-algo none > vault/m.tar.gpg; sync vault/m.tar.gpg");
    timed(
        shell,
        "backup, tar | zstd -1 | gpg, sha256sum",
        """
        tar -c media | zstd -q -1 | $ENCRYPT --compress-algo none |
          tee >(sha256sum > vault/m.sha256) > vault/m.tar.zst.gpg
        sync vault/m.tar.zst.gpg
        """);
    shell.settle();
    times.time(OURS + " (two keys, signed, read back)", ours::backUp);
    timed(shell, "backup, restic", "rm -rf restic cache; restic init -q; restic backup -q media");
  }

  private void restore(Shell shell, OurPath ours, String name) throws Exception {
    timed(
        shell,
        "restore, seed 004 (gpg, gpg, tar)",
        """
        rm -rf out && mkdir out
        gpg --batch --quiet --yes --output out/m.gpg --decrypt vault/m.tar.gz.gpg.gpg 2>/dev/null
        gpg --batch --quiet --yes --output out/m.tar.gz --decrypt out/m.gpg 2>/dev/null
        tar -xzf out/m.tar.gz -C out; sync -f out
        """);
    shell.run("rm -rf out && mkdir out");
    timed(
        shell,
        "restore, gpg | tar (one stream)",
        "gpg --batch --quiet --decrypt vault/m.tar.gpg 2>/dev/null | tar -x -C out; sync -f out");
    shell.run("diff -r media out/media && rm -rf out && mkdir out");
    timed(shell, "restore, restic", "restic restore -q latest --target out; sync -f out");
    shell.run("rm -rf out");
    shell.settle();
    Path back = folder.resolve(name);
    times.time(
        "restore, drillbook (verified, decrypted, compared)",
        () -> ours.restore(settings(back), "restore-" + name));
    shell.run("diff -r media ../" + name + " && rm -rf ../" + name);
  }

  private void timed(Shell shell, String what, String script) throws Exception {
    shell.settle();
    times.time(what, () -> shell.run(script));
  }

  private static Settings settings(Path path) {
    return new Settings(Map.of("path", path.toString()));
  }

  private static int fill(Path media, long bytes) throws IOException {
    Random random = new Random(1);
    byte[] content = new byte[MOST_BYTES];
    int files = 0;
    for (long left = bytes; left > 0; files++) {
      Path folder = Files.createDirectories(media.resolve("album" + files % 10));
      random.nextBytes(content);
      int length = (int) Math.min(left, 50_000 + random.nextInt(MOST_BYTES - 50_000));
      try (OutputStream out = Files.newOutputStream(folder.resolve("picture" + files + ".jpg"))) {
        out.write(content, 0, length);
      }
      left -= length;
    }
    return files;
  }
}

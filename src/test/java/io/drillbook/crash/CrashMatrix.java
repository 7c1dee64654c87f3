package io.drillbook.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a backup with SIGKILL right after each thing that it does to the world, and
 * looks at what is left. Each kind of vault has a subclass.
 */
abstract class CrashMatrix {
  private static final String EARLIER = "20261119T020000Z-000000";
  private static final int KILLED = 137;
  private static final int SLICE = 3;

  @TempDir Path folder;

  /** A vault that is empty. */
  abstract VaultPlace place(Path folder) throws Exception;

  /** What uploads that were never committed left in the vault, whatever hides them. */
  abstract List<String> leftovers(Path folder) throws Exception;

  @BeforeEach
  void protectOnce() throws Exception {
    Clock clock = Clock.fixed(Bench.NOW, ZoneOffset.UTC);
    for (String name : List.of("ops", "escrow", "signer")) {
      TestKeys.write(folder, name, OpenPgpKeys.generate(name + "@example.com", new char[0], clock));
    }
    place(folder).write(folder.resolve("vault.properties"));
    assertThat(child("backup", EARLIER, 0)).isZero();
  }

  @Test
  void aBackupKilledAtSomeMomentsLosesNothing() throws Exception {
    long seed = new Random().nextLong();
    List<Integer> moments = moments();
    Collections.shuffle(moments, new Random(seed));
    for (int moment : moments.subList(0, SLICE)) {
      killAt(moment, moment % 2 == 0, "moment " + moment + " of " + moments.size());
    }
  }

  @Test
  @Tag("long")
  void aBackupKilledAtAnyMomentLosesNothing() throws Exception {
    List<Integer> moments = moments();
    assertThat(moments).hasSizeGreaterThanOrEqualTo(20);
    for (int moment : moments) {
      killAt(moment, true, "completed after moment " + moment);
      killAt(moment, false, "given up after moment " + moment);
    }
  }

  private List<Integer> moments() throws Exception {
    int all = Integer.parseInt(Files.readString(folder.resolve("effects")));
    List<Integer> moments = new ArrayList<>();
    for (int moment = 1; moment <= all; moment++) {
      moments.add(moment);
    }
    return moments;
  }

  private void killAt(int moment, boolean completed, String label) throws Exception {
    String point = "20261120T%06dZ-%s".formatted(moment, completed ? "aaaaaa" : "bbbbbb");
    assertThat(child("backup", point, moment)).as(label).isEqualTo(KILLED);
    boolean sealed;
    try (CrashBed bed = new CrashBed(folder, new SideEffects(0))) {
      sealed = passesAsSealed(bed, point, label);
      requireWhole(bed, EARLIER, label);
    }
    if (completed || sealed) {
      complete(point, label);
    } else {
      giveUp(point, label);
    }
    assertThat(leftovers(folder)).as(label).isEmpty();
  }

  private void complete(String point, String label) throws Exception {
    assertThat(child("backup", point, 0)).as(label).isZero();
    try (CrashBed bed = new CrashBed(folder, new SideEffects(0))) {
      requireWhole(bed, point, label);
      assertThat(bed.vault().list("shop/" + point + "/").stream().map(Vault.Entry::key))
          .as(label)
          .hasSize(8);
    }
  }

  private void giveUp(String point, String label) throws Exception {
    assertThat(child("discard", point, 0)).as(label).isZero();
    String next = point.replace("bbbbbb", "cccccc");
    assertThat(child("backup", next, 0)).as(label).isZero();
    try (CrashBed bed = new CrashBed(folder, new SideEffects(0))) {
      assertThat(bed.vault().list("shop/" + point + "/")).as(label).isEmpty();
      requireWhole(bed, next, label);
      requireWhole(bed, EARLIER, label);
    }
  }

  /** Whoever reads the vault takes the point for sealed; then it must be whole. */
  private static boolean passesAsSealed(CrashBed bed, String point, String label) {
    try {
      bed.manifest(point);
    } catch (Fault e) {
      return false;
    }
    requireWhole(bed, point, label);
    return true;
  }

  private static void requireWhole(CrashBed bed, String point, String label) {
    Manifest manifest = bed.manifest(point);
    assertThat(manifest.members()).as(label).hasSize(4);
    manifest
        .members()
        .forEach(member -> bed.stored(point).check(member, new Cancellation(), done -> {}));
  }

  private int child(String what, String point, int fatal) throws IOException, InterruptedException {
    Path log = folder.resolve("child.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashChild.class.getName(),
                folder.toString(),
                what,
                point,
                String.valueOf(fatal))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    if (code != 0 && code != KILLED) {
      throw new AssertionError(Files.readString(log));
    }
    return code;
  }
}

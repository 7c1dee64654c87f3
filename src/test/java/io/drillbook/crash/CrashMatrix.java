package io.drillbook.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.usecase.Bench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the process of a backup with SIGKILL right after each thing that it does to the world, and
 * looks at what is left. Each kind of vault has a subclass.
 */
abstract class CrashMatrix {
  private static final String EARLIER = "20261119T020000Z-000000";
  private static final int FILES_OF_A_POINT = 8;
  private static final int SLICE = 3;

  @TempDir Path folder;
  private Child child;
  private Vault vault;

  /** What becomes of a backup whose process was killed. */
  enum Fate {
    /** Its server starts again and goes on. */
    COMPLETED("aaaaaa"),
    /** Its server starts again and gives it up. */
    GIVEN_UP("bbbbbb"),
    /** Its server is lost; two days later another one takes a backup. */
    FORGOTTEN("cccccc");

    private final String tag;

    Fate(String tag) {
      this.tag = tag;
    }

    String point(int moment) {
      return "20261120T%06dZ-%s".formatted(moment, tag);
    }

    /** The backup that follows, where there is one. */
    String next(int moment) {
      return "20261121T%06dZ-%s".formatted(moment, tag);
    }
  }

  /** A vault that is empty. */
  abstract VaultPlace place(Path folder) throws Exception;

  /** What uploads that were never committed left in the vault, whatever hides them. */
  abstract List<String> leftovers(Path folder) throws Exception;

  @BeforeEach
  void protectOnce() throws Exception {
    child = new Child(folder);
    Clock clock = Clock.fixed(Bench.NOW, ZoneOffset.UTC);
    for (String name : List.of("ops", "escrow", "signer")) {
      TestKeys.write(folder, name, OpenPgpKeys.generate(name + "@example.com", new char[0], clock));
    }
    VaultPlace place = place(folder);
    place.write(folder);
    vault = place.open();
    assertThat(child.survives(EARLIER, 0)).isTrue();
  }

  @Test
  void aBackupKilledAtSomeMomentsLosesNothing() throws Exception {
    List<Integer> moments = moments();
    Collections.shuffle(moments, new Random());
    for (int i = 0; i < SLICE; i++) {
      killAt(moments.get(i), Fate.values()[i % Fate.values().length]);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void aBackupKilledAtAnyMomentLosesNothing(Fate fate, TestReporter reporter) throws Exception {
    List<Integer> moments = moments();
    assertThat(moments).hasSizeGreaterThanOrEqualTo(20);
    // So that a part of it can be repeated.
    int first = Integer.getInteger("drillbook.crash.from", 1);
    int last = Integer.getInteger("drillbook.crash.to", moments.size());
    for (int moment : moments.subList(first - 1, last)) {
      killAt(moment, fate);
    }
    reporter.publishEntry(
        "killed at moments %d to %d of %d and %s"
            .formatted(first, last, moments.size(), fate.name().toLowerCase(Locale.ROOT)));
  }

  private List<Integer> moments() throws Exception {
    int all = child.effects();
    List<Integer> moments = new ArrayList<>();
    for (int moment = 1; moment <= all; moment++) {
      moments.add(moment);
    }
    return moments;
  }

  private void killAt(int moment, Fate fate) throws Exception {
    String label = fate + " after moment " + moment;
    String point = fate.point(moment);
    assertThat(child.survives(point, moment)).as(label).isFalse();
    boolean sealed;
    try (CrashBed bed = CrashBed.open(folder, vault)) {
      sealed = passesAsSealed(bed, point, label);
      requireWhole(bed, EARLIER, label);
    }
    Set<String> sealedPoints = new HashSet<>(Set.of(EARLIER));
    if (sealed) {
      sealedPoints.add(point);
    }
    String next = fate.next(moment);
    switch (sealed && fate == Fate.GIVEN_UP ? Fate.COMPLETED : fate) {
      case COMPLETED -> {
        started(bed -> bed.backUp(point));
        sealedPoints.add(point);
      }
      case GIVEN_UP -> {
        started(bed -> bed.discard(point));
        started(bed -> bed.backUp(next));
        sealedPoints.add(next);
      }
      case FORGOTTEN -> {
        try (CrashBed bed = CrashBed.elsewhereLater(folder, vault, next)) {
          bed.backUp(next);
        }
        sealedPoints.add(next);
      }
    }
    requireNothingButWhole(sealedPoints, fate, label);
    forgetAllBut(EARLIER);
  }

  /** What a server does after its start; nothing but the folder ties it to the one that died. */
  private void started(Consumer<CrashBed> work) {
    try (CrashBed bed = CrashBed.open(folder, vault)) {
      work.accept(bed);
    }
  }

  /** Neither a half point nor a lease, and nothing that only the store itself can see. */
  private void requireNothingButWhole(Set<String> points, Fate fate, String label)
      throws Exception {
    try (CrashBed bed = CrashBed.open(folder, vault)) {
      points.forEach(point -> requireWhole(bed, point, label));
      List<String> keys = vault.list("").stream().map(Vault.Entry::key).toList();
      assertThat(keys)
          .as(label)
          .allMatch(key -> points.contains(key.replaceAll("^shop/([^/]+)/.*$", "$1")))
          .hasSize(points.size() * FILES_OF_A_POINT);
    }
    // Nobody who does not know the point can tell a lease half written from one being written.
    assertThat(leftovers(folder).stream())
        .as(label)
        .filteredOn(left -> fate != Fate.FORGOTTEN || !left.contains("_leases"))
        .isEmpty();
  }

  private void forgetAllBut(String point) {
    vault.list("").stream()
        .map(Vault.Entry::key)
        .filter(key -> !key.contains(point))
        .forEach(vault::delete);
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
}

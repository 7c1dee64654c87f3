package io.drillbook.simulation;

import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.retention.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Bad luck, by weighted chance. */
final class Chaos {
  private static final List<Duration> JUMPS =
      List.of(Duration.ofDays(1), Duration.ofDays(-1), Duration.ofDays(365));

  private final World world;
  private final Story story;
  private final Routine routine;
  private Instant clockRightAt = Instant.MAX;
  private final Map<String, Instant> backAt = new HashMap<>();

  Chaos(World world, Story story, Routine routine) {
    this.world = world;
    this.story = story;
    this.routine = routine;
  }

  void strike() throws IOException {
    recover();
    int dice = world.random.nextInt(1000);
    if (dice < 60) {
      damage("bit flipped");
    } else if (dice < 90) {
      damage("file deleted");
    } else if (dice < 105) {
      damage("file cut");
    } else if (dice < 110) {
      damage("copy deleted");
    } else if (dice < 140) {
      world.sourceFails = true;
      count("source failed");
    } else if (dice < 155) {
      cutOff("offsite", 10);
    } else if (dice < 163) {
      cutOff("primary", 3);
    } else if (dice < 175) {
      jump();
    } else if (dice < 183) {
      hold();
    } else if (dice < 187) {
      release();
    }
  }

  /** What was broken for a while is put right again. */
  private void recover() {
    Instant now = world.clocks.world();
    if (!now.isBefore(clockRightAt)) {
      boolean back = !world.clocks.ahead().isNegative();
      world.clocks.correct();
      clockRightAt = Instant.MAX;
      if (back) {
        routine.clockWasSetBack();
      }
    }
    backAt.forEach((vault, at) -> world.vaults.get(vault).cutOff(now.isBefore(at)));
  }

  /** Everything works again, for the reckoning at the end. */
  void end() {
    world.sourceFails = false;
    clockRightAt = world.clocks.world();
    backAt.replaceAll((vault, at) -> Instant.MIN);
    recover();
  }

  private void jump() {
    if (!world.clocks.ahead().isZero()) {
      return;
    }
    Duration by = JUMPS.get(world.random.nextInt(JUMPS.size()));
    world.clocks.jump(by);
    clockRightAt = world.clocks.world().plus(Duration.ofHours(1 + world.random.nextInt(6)));
    if (by.isNegative()) {
      routine.clockWasSetBack();
    }
    count("clock jumped by " + by);
  }

  private void cutOff(String vault, int hours) {
    Instant until = world.clocks.world().plus(Duration.ofHours(1 + world.random.nextInt(hours)));
    backAt.put(vault, until);
    count(vault + " cut off");
  }

  private void hold() {
    List<String> points = story.standing();
    if (points.isEmpty()) {
      return;
    }
    String point = points.get(world.random.nextInt(points.size()));
    Hold hold =
        new Hold(
            "hold-" + PointIds.next(world.clocks.instant(), world.random),
            "shop",
            point,
            "an auditor wants it",
            "oncall",
            world.clocks.instant(),
            Optional.empty(),
            Optional.empty());
    if (world.retention.hold(hold)) {
      story.held.add(point);
      count("held");
    }
  }

  private void release() {
    for (Hold hold : world.retention.holds("shop")) {
      if (story.held.remove(hold.point())) {
        Instant now = world.clocks.instant();
        world.retention.holds("shop").stream()
            .filter(it -> it.point().equals(hold.point()))
            .forEach(
                it ->
                    world.retention.release(
                        it.id(), new Hold.Release("the audit is over", "approver", now)));
        count("released");
        return;
      }
    }
  }

  private void damage(String how) throws IOException {
    List<String> points =
        story.standing().stream().filter(point -> !story.isDamaged(point)).toList();
    if (points.isEmpty()) {
      return;
    }
    String point = points.get(world.random.nextInt(points.size()));
    List<String> whole = new ArrayList<>();
    for (String vault : world.vaults.keySet()) {
      if (Wholeness.holds(world, vault, point)) {
        whole.add(vault);
      }
    }
    // One copy at a time: two bad ones are past every repair, and are tried apart.
    if (whole.size() < 2) {
      return;
    }
    String vault = whole.get(world.random.nextInt(whole.size()));
    String file = damage(folder(vault, point), how);
    if (file.endsWith(".asc") && Wholeness.holds(world, vault, point)) {
      // A flipped bit in the white space of the armour changes nothing that anybody reads.
      count("harmless");
      return;
    }
    story.damaged(new Damage(vault, point, how, file, world.clocks.world()));
  }

  private String damage(Path folder, String how) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(it -> !it.getFileName().toString().startsWith(".")).sorted().toList();
    }
    if (how.equals("copy deleted")) {
      for (Path file : files) {
        Files.delete(file);
      }
      return "all of it";
    }
    Path file = files.get(world.random.nextInt(files.size()));
    byte[] bytes = Files.readAllBytes(file);
    int at = world.random.nextInt(bytes.length);
    switch (how) {
      case "file deleted" -> Files.delete(file);
      case "file cut" -> Files.write(file, java.util.Arrays.copyOf(bytes, at));
      default -> {
        bytes[at] ^= (byte) (1 << world.random.nextInt(8));
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
    return file.getFileName().toString();
  }

  private Path folder(String vault, String point) {
    return world.folder.resolve(vault).resolve("shop").resolve(point);
  }

  private void count(String what) {
    story.tally.event(what);
  }
}

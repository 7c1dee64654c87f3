package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CatalogStore.Captured;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The disks have room: a target for a restore of the newest point, a vault for the next point. */
public final class RoomChecks implements ReadinessCheck {
  private static final String WHAT = "has room";
  private static final int AMPLE = 3;

  private final SourceDrivers drivers;
  private final Vaults vaults;
  private final CatalogStore catalog;

  /** A check by these drivers against what the catalog says of sizes. */
  public RoomChecks(SourceDrivers drivers, Vaults vaults, CatalogStore catalog) {
    this.drivers = drivers;
    this.vaults = vaults;
    this.catalog = catalog;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    for (TargetPlan target : plan.targets().values()) {
      questions.add(new Question("target " + target.name(), WHAT, () -> ofTarget(plan, target)));
    }
    for (String vault : plan.backup().vaults()) {
      questions.add(new Question("vault " + vault, WHAT, () -> ofVault(plan, vault)));
    }
    return questions;
  }

  private Answer ofVault(ProtectionPlan plan, String vault) {
    OptionalLong free = vaults.vault(vault).free();
    long next = newest(plan).map(CatalogPoint::storedBytes).orElse(0L);
    return free.isEmpty()
        ? Question.good("unknown: the store cannot be asked, or nothing limits it")
        : judge(free.getAsLong(), next, "the next recovery point");
  }

  private Answer ofTarget(ProtectionPlan plan, TargetPlan target) {
    Map<String, Long> needed = new LinkedHashMap<>();
    Map<String, Long> free = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    Map<String, Captured> captured = captured(plan);
    target
        .sources()
        .forEach(
            (source, settings) -> {
              Room room = drivers.driver(plan.source(source).kind()).room(settings);
              if (room.free().isEmpty()) {
                unknown.add(source + ": " + room.where());
              } else {
                free.put(room.where(), room.free().getAsLong());
                needed.merge(room.where(), content(captured.get(source)), Long::sum);
              }
            });
    Answer worst = Question.good("");
    for (Map.Entry<String, Long> disk : free.entrySet()) {
      Answer answer = judge(disk.getValue(), needed.get(disk.getKey()), "a restore");
      worst = answer.grade().compareTo(worst.grade()) >= 0 ? answer : worst;
    }
    boolean good = worst.grade() == Question.good("").grade();
    return good && !unknown.isEmpty()
        ? Question.warn(
            "unknown: " + String.join("; ", unknown), "See to it that a restore finds room there.")
        : worst;
  }

  private static Answer judge(long free, long needed, String what) {
    String detail =
        Bytes.inWords(free) + " free, " + what + " takes about " + Bytes.inWords(needed);
    String hint = "Make room, or move it to a larger disk.";
    if (free < needed || free == 0) {
      return Question.bad(detail, hint);
    }
    return free < AMPLE * needed ? Question.warn(detail, hint) : Question.good(detail);
  }

  private Optional<CatalogPoint> newest(ProtectionPlan plan) {
    return catalog.points(plan.system()).stream().filter(CatalogPoint::usable).findFirst();
  }

  private Map<String, Captured> captured(ProtectionPlan plan) {
    return newest(plan)
        .map(point -> catalog.captures(plan.system(), point.point()))
        .orElse(Map.of());
  }

  private static long content(Captured captured) {
    return captured == null ? 0 : captured.members().stream().mapToLong(Member::contentBytes).sum();
  }
}

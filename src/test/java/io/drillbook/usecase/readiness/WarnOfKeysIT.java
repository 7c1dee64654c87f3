package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.pipeline.Gpg;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.KeyWarningStore;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.NotifyPeople;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real keys of gpg: ops ends in a hundred days, signer never; escrow's file is broken on demand.
 */
class WarnOfKeysIT {
  @TempDir static Path folder;
  private static ProtectionPlan plan;
  private static Instant made;

  private final Stores stores = new Stores();
  private final Set<KeyWarningStore.Warning> told = new HashSet<>();

  @AfterEach
  void close() {
    stores.close();
  }

  @BeforeAll
  static void makeKeys() throws IOException {
    try (Gpg gpg = new Gpg()) {
      gpg.makeKey(folder, "ops", "", "ed25519", "100d");
      gpg.makeKey(folder, "escrow", "", "ed25519", "never");
      gpg.makeKey(folder, "signer", "", "ed25519", "never");
    }
    made = Instant.now();
    plan = new Bench(Files.createDirectory(folder.resolve("bench"))).plan();
  }

  @AfterAll
  static void forget() {
    plan = null;
  }

  private static Plans plans() {
    return new Plans() {
      @Override
      public ProtectionPlan plan(String system) {
        return plan;
      }

      @Override
      public List<ProtectionPlan> all() {
        return List.of(plan);
      }

      @Override
      public List<String> problems() {
        return List.of();
      }

      @Override
      public void onChange(Consumer<ProtectionPlan> listener) {}
    };
  }

  private ListKeys keys(int day) {
    Clock clock = Clock.fixed(made.plus(Duration.ofDays(day)), ZoneOffset.UTC);
    KeyRing ring =
        KeyRing.open(
            List.of(
                TestKeys.file(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.file(folder, "signer")),
            TestKeys.SECRETS,
            clock);
    return new ListKeys(ring, plans(), clock);
  }

  private int warn(int day) {
    Clock clock = Clock.fixed(made.plus(Duration.ofDays(day)), ZoneOffset.UTC);
    NotifyPeople people = new NotifyPeople(stores.outbox, clock);
    KeyWarningStore store = (warning, at) -> told.add(warning);
    return new WarnOfKeys(keys(day), plans(), store, people, stores.atOnce, clock).warn();
  }

  @Test
  void eachThresholdIsToldOnceToTheOwner() {
    for (int day = 0; day < 120; day++) {
      warn(day);
      warn(day);
    }
    List<String> mails = stores.told();
    assertThat(mails).hasSize(4);
    assertThat(mails.get(0))
        .startsWith("[team@example.com] shop: the key 'ops' expires in 59 days")
        .contains("drillbook rotate-keys shop");
    assertThat(mails.get(1)).contains("expires in 29 days");
    assertThat(mails.get(2)).contains("expires in 6 days");
    assertThat(mails.get(3)).contains("expired", "No backup of shop succeeds");
  }

  @Test
  void aServerThatWasDownForLongTellsTheNearestOnly() {
    assertThat(warn(95)).isEqualTo(1);
    assertThat(stores.told()).singleElement().asString().contains("expires in 4 days");
  }

  @Test
  void theListTellsUseEndAndWhetherThePrivateHalfIsHere() {
    List<KeyStatus> list = keys(0).list();
    assertThat(list).extracting(KeyStatus::name).containsExactly("ops", "escrow", "signer");
    assertThat(list.get(0).encryptsFor()).containsExactly("shop");
    assertThat(list.get(0).privateHere()).isTrue();
    assertThat(list.get(0).warning()).isEmpty();
    assertThat(list.get(1).privateHere()).isFalse();
    assertThat(list.get(2).signsFor()).containsExactly("shop");
    assertThat(keys(45).list().get(0).warning()).contains("expires in 54 days");
    assertThat(keys(45).list().get(0).failsReadiness()).isFalse();
    assertThat(keys(101).list().get(0).failsReadiness()).isTrue();
    assertThat(keys(101).list().get(0).facts()).isEqualTo(list.get(0).facts());
  }

  @Test
  void aKeyFileThatCannotBeReadFailsReadinessToo() throws Exception {
    Path file = folder.resolve("escrow.asc");
    String good = Files.readString(file);
    Files.writeString(file, "broken");
    try {
      KeyStatus escrow = keys(0).status("escrow");
      assertThat(escrow.failsReadiness()).isTrue();
      assertThat(escrow.warning().orElseThrow()).contains("escrow.asc");
    } finally {
      Files.writeString(file, good);
    }
  }
}

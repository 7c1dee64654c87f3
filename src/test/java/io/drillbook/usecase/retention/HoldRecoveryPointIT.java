package io.drillbook.usecase.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.retention.Hold;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldRecoveryPointIT {
  private static final Instant LATER = Bench.NOW.plus(Duration.ofDays(30));

  @TempDir Path folder;
  private RetentionBed bed;
  private String point;

  @BeforeEach
  void onePoint() {
    bed = new RetentionBed(folder);
    point = bed.backUp(Bench.NOW);
  }

  private HoldRecoveryPoint.Outcome hold(Optional<Instant> until) {
    return bed.holds().hold("shop", point, " a lawsuit ", until, "ada");
  }

  @Test
  void aHoldStandsInTheDatabaseAndWriteOnceInEveryVault() throws IOException {
    Hold hold = hold(Optional.of(LATER)).holds().get(0);
    assertThat(bed.retention.holds("shop")).containsExactly(hold);
    for (String vault : List.of("primary", "offsite")) {
      Path file = folder.resolve(vault).resolve("_holds/shop/" + point + "/" + hold.id() + ".json");
      assertThat(Files.readString(file)).contains("\"a lawsuit\"", "\"ada\"", LATER.toString());
    }
    bed.forgetHolds();
    bed.recall.recall(bed.plan());
    assertThat(bed.retention.holds("shop")).containsExactly(hold);
  }

  @Test
  void aReleaseIsRememberedByTheVaultsToo() {
    hold(Optional.empty());
    bed.holds().release("shop", point, "it is over", "bob");
    bed.forgetHolds();
    bed.recall.recall(bed.plan());
    assertThat(bed.retention.holds("shop"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.isActive(bed.now)).isFalse();
              assertThat(it.released().orElseThrow().releasedBy()).isEqualTo("bob");
            });
  }

  @Test
  void aReleaseThatNoKeyOfOursSignedDoesNotCount() throws IOException {
    hold(Optional.empty());
    bed.holds().release("shop", point, "it is over", "bob");
    for (String vault : List.of("primary", "offsite")) {
      Path holds = folder.resolve(vault).resolve("_holds/shop").resolve(point);
      try (var files = Files.list(holds)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".release.json")).toList()) {
          Files.writeString(file, Files.readString(file).replace("bob", "eve"));
        }
      }
    }
    bed.forgetHolds();
    bed.recall.recall(bed.plan());
    assertThat(bed.retention.holds("shop")).allMatch(it -> it.isActive(bed.now));
  }

  @Test
  void aHoldInAVaultThatCannotBeReadVetoes() throws IOException {
    Path file = folder.resolve("offsite/_holds/shop").resolve(point).resolve("hold-9.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{ cut");
    bed.recall.recall(bed.plan());
    assertThat(bed.retention.holds("shop"))
        .singleElement()
        .matches(it -> it.point().equals(point) && it.isActive(LATER));
  }

  @Test
  void aVaultThatDidNotAnswerIsToldLater() {
    bed.wrap("offsite", HoldRecoveryPointIT::down);
    assertThat(hold(Optional.empty()).behind()).containsOnlyKeys("offsite");
    bed.bench.vaults.put("offsite", bed.bench.directory("offsite"));
    bed.recall.recall(bed.plan());
    assertThat(folder.resolve("offsite/_holds/shop").resolve(point)).isNotEmptyDirectory();
  }

  private static Vault down(Vault real) {
    return new VaultAround(real) {
      @Override
      public VaultUpload create(String key) {
        throw new Fault(FaultCode.VAULT_UNREACHABLE, "unable to write", "hint");
      }
    };
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused(
        FaultCode.INPUT_INVALID,
        () -> bed.holds().hold("shop", point, " ", Optional.empty(), "ada"));
    refused(FaultCode.INPUT_INVALID, () -> hold(Optional.of(Bench.NOW)));
    refused(
        FaultCode.POINT_UNKNOWN,
        () -> bed.holds().hold("shop", "nosuch", "why", Optional.empty(), "ada"));
    refused(FaultCode.POINT_UNKNOWN, () -> bed.holds().release("shop", point, "why", "bob"));
    hold(Optional.empty());
    refused(FaultCode.INPUT_INVALID, () -> bed.holds().release("shop", point, "", "bob"));
    assertThat(bed.retention.holds("shop")).hasSize(1).allMatch(it -> it.isActive(LATER));
  }

  @Test
  void aPointThatIsBeingRemovedCannotBeHeld() {
    bed.retention.leave(
        new io.drillbook.domain.retention.Leaving("shop", point, "expiry-1", bed.now, "old"));
    refused(FaultCode.NOT_ALLOWED, () -> hold(Optional.empty()));
  }

  private static void refused(
      FaultCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOf(Fault.class)
        .extracting(it -> ((Fault) it).code())
        .isEqualTo(code);
  }
}

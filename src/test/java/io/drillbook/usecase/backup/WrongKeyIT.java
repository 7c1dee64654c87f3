package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that nobody can open with must be noticed by the run that used it. */
class WrongKeyIT {
  private static final String NEXT = "20261120T030000Z-aaaaaa";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  private void swap(String name) {
    OpenPgpKeys.GeneratedKey other = OpenPgpKeys.generate("x", new char[0], bench.clock);
    try {
      Files.writeString(folder.resolve(name + ".asc"), other.publicKey());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void capture(String point) {
    bench.capture().capture(bench.plan(), "db", point, bench.step);
    bench.capture().capture(bench.plan(), "media", point, bench.step);
  }

  private void requireUnsealed(String point) {
    for (String vault : List.of("primary", "offsite")) {
      assertThat(folder.resolve(vault).resolve("shop").resolve(point).resolve("manifest.json.asc"))
          .doesNotExist();
    }
  }

  @Test
  void aSwappedPublicKeyIsNoticedBeforeAByteIsCaptured() {
    swap("ops");
    assertFault(FaultCode.KEY_MISSING, "private key", () -> capture(Bench.POINT));
  }

  @Test
  void aPublicKeyThatIsSwappedBetweenCaptureAndSealIsNoticedByTheSeal() {
    capture(Bench.POINT);
    swap("escrow");
    assertFault(
        FaultCode.KEY_MISSING,
        "encrypted to other keys",
        () -> bench.seal().seal(bench.plan(), Bench.POINT, bench.step));
    requireUnsealed(Bench.POINT);
  }

  @Test
  void aKeyReplacedUnderItsNameSinceTheLastPointIsRefusedUntilItIsPinned() {
    bench.backUp();
    bench.catalog.begin("shop", NEXT, "backup-2", Bench.NOW);
    swap("escrow");
    capture(NEXT);
    assertFault(
        FaultCode.NOT_ALLOWED, "'escrow'", () -> bench.seal().seal(bench.plan(), NEXT, bench.step));
    requireUnsealed(NEXT);

    assertThat(
            new SealRecoveryPoint(
                    bench.drivers(),
                    bench.configured(),
                    pinned(),
                    bench.catalog,
                    bench.clock,
                    "drillbook test")
                .seal(bench.plan(), NEXT, bench.step)
                .vaults())
        .containsExactly("primary", "offsite");
  }

  private KeyRing pinned() {
    KeyFile escrow = TestKeys.publicOnly(folder, "escrow");
    return KeyRing.open(
        List.of(
            TestKeys.file(folder, "ops"),
            new KeyFile(
                "escrow",
                escrow.publicKey(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(bench.keys.fingerprint("escrow"))),
            TestKeys.file(folder, "signer")),
        TestKeys.SECRETS,
        bench.clock);
  }

  @Test
  void theManifestTellsTheKeysButNothingSecret() throws IOException {
    var manifest = bench.backUp().manifest();
    assertThat(manifest.keys())
        .extracting(key -> key.name() + " " + key.use() + " " + key.algorithm())
        .containsExactly("ops ENCRYPT cv25519", "escrow ENCRYPT cv25519", "signer SIGN ed25519");
    assertThat(manifest.keys().get(2)).isEqualTo(bench.keys.facts("signer", KeyUse.SIGN));
    assertThat(manifest.keys().get(0).userId()).isEqualTo("ops@example.com");
    assertThat(manifest.keys().get(0).expires()).isEmpty();
    assertThat(Files.readString(bench.file("primary", "manifest.json"))).doesNotContain("PRIVATE");
  }

  private static void assertFault(FaultCode code, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageContaining(text)
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}

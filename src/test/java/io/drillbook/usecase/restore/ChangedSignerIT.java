package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedSignerIT {
  @TempDir Path folder;
  private Bench bench;
  private KeyRing keys;

  @BeforeEach
  void backUpAndChangeTheSigner() {
    bench = new Bench(folder);
    bench.backUp();
    TestKeys.write(folder, "fresh", OpenPgpKeys.generate("fresh", new char[0], bench.clock));
    keys =
        KeyRing.open(
            List.of(
                TestKeys.file(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.publicOnly(folder, "signer"),
                TestKeys.file(folder, "fresh")),
            TestKeys.SECRETS,
            bench.clock);
  }

  private VerifiedPoint verify(String... signers) {
    PointWanted wanted =
        new PointWanted(
            "shop", Bench.POINT, List.of("primary", "offsite"), List.of(signers), Set.of());
    return new VerifyRecoveryPoint(bench.configured(), keys, bench.catalog, bench.clock)
        .verify(wanted, bench.step);
  }

  @Test
  void aPointByAKeyThatThePlanListsIsAccepted() {
    assertThat(verify("fresh", "signer").manifest().signer()).isEqualTo(keys.fingerprint("signer"));
  }

  @Test
  void aPointByAKeyThatThePlanDoesNotListIsRefusedThoughDrillbookYamlKnowsIt() {
    assertFault(FaultCode.SIGNATURE_INVALID, keys.fingerprint("fresh"), () -> verify("fresh"));
    assertFault(FaultCode.SIGNATURE_INVALID, "or", () -> verify("fresh", "ops"));
  }

  @Test
  void aManifestThatNamesAnotherSignerThanSignedItIsRefusedThoughBothAreTrusted()
      throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      byte[] text = Files.readAllBytes(bench.file(vault, "manifest.json"));
      Files.write(bench.file(vault, "manifest.json.asc"), keys.signer("fresh").sign(text));
    }
    assertThatThrownBy(() -> verify("fresh", "signer"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("names another signer");
  }

  @Test
  void aPointByAPresentSignerIsAcceptedThoughAnOldOnesFileIsGone() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      Path file = bench.file(vault, "manifest.json");
      String text =
          Files.readString(file).replace(keys.fingerprint("signer"), keys.fingerprint("fresh"));
      Files.writeString(file, text);
      Files.write(
          bench.file(vault, "manifest.json.asc"),
          keys.signer("fresh").sign(text.getBytes(StandardCharsets.UTF_8)));
    }
    Files.delete(folder.resolve("signer.asc"));

    assertThat(verify("signer", "fresh").manifest().signer()).isEqualTo(keys.fingerprint("fresh"));
    assertFault(FaultCode.SIGNATURE_INVALID, keys.fingerprint("ops"), () -> verify("ops"));
    assertThatThrownBy(() -> verify("signer", "ops"))
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(FaultCode.KEY_MISSING);
  }

  private static void assertFault(FaultCode code, String hint, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(code);
              assertThat(fault.hint()).contains(hint);
            });
  }
}

package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.RestoreSource;
import io.drillbook.usecase.restore.VerifiedPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that the operational key must never open. */
class SealedMembersIT {
  private static final String SEALED = "db.values.raw.zst.pgp";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
    bench.source.behaviour =
        (sink, context) -> {
          write(sink.open("names", "raw"), 1);
          write(sink.openFor(List.of("escrow"), "values", "raw"), 2);
        };
  }

  private static void write(OutputStream out, int seed) throws IOException {
    try (out) {
      out.write(MadeUpSource.content(seed));
    }
  }

  private PointWanted wanted() {
    return new PointWanted(
        "shop", Bench.POINT, List.of("primary"), List.of("signer"), Set.of("db"));
  }

  private static Fault fault(ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call);
  }

  @Test
  void aSealedMemberNamesItsOnlyKeyInTheManifestAndInTheGuide() throws IOException {
    Manifest manifest = bench.backUp().manifest();
    String escrow = bench.keys.fingerprint("escrow");
    assertThat(manifest.members())
        .filteredOn(Member::isSealed)
        .extracting(Member::recipients)
        .containsOnly(List.of(escrow))
        .hasSize(2);
    String text = Files.readString(bench.file("primary", "manifest.json"));
    assertThat(ManifestJson.read(text)).isEqualTo(manifest);
    assertThat(Files.readString(bench.file("primary", "RESTORE.md")))
        .contains("`" + SEALED + "` opens with `" + escrow + "` only");
    assertThat(bench.catalog.captures("shop", Bench.POINT).get("db").members())
        .isEqualTo(manifest.membersOf("db"));
  }

  @Test
  void gnupgSeesOneKeyOnlyInFrontOfIt() throws IOException, InterruptedException {
    bench.backUp();
    Process gpg =
        new ProcessBuilder(
                "gpg",
                "--homedir",
                Files.createDirectory(folder.resolve("gnupg")).toString(),
                "--list-packets",
                "--list-only",
                bench.file("primary", SEALED).toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(gpg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    gpg.waitFor();
    assertThat(text.split(":pubkey enc packet:", -1)).as(text).hasSize(2);
  }

  @Test
  void theServerVerifiesItsBytesAndSaysWhichKeyIsMissing() {
    bench.backUp();
    VerifiedPoint point = bench.verify().verify(wanted(), bench.step);
    Fault fault =
        fault(
            () ->
                new RestoreSource(bench.drivers(), KeptLogs.none())
                    .restoreWithoutPlan(
                        point,
                        "db",
                        Settings.none(),
                        PointWanted.of(bench.plan(), Bench.POINT, Set.of("db")),
                        Optional.empty(),
                        bench.step));
    assertThat(fault.code()).isEqualTo(FaultCode.KEY_MISSING);
    assertThat(fault.getMessage()).contains(SEALED);
    assertThat(fault.hint())
        .contains(bench.keys.fingerprint("escrow"))
        .contains("drillbook rescue restore");
  }

  @Test
  void whoeverHoldsTheEscrowKeyRestoresIt() {
    bench.backUp();
    KeyRing escrow =
        KeyRing.open(
            List.of(TestKeys.file(folder, "escrow"), TestKeys.publicOnly(folder, "signer")),
            TestKeys.SECRETS,
            bench.clock);
    VerifiedPoint point =
        VerifyRecoveryPoint.withoutCatalog(bench.configured(), escrow).verify(wanted(), bench.step);
    new RestoreSource(bench.drivers(), KeptLogs.none())
        .restoreWithoutPlan(
            point,
            "db",
            Settings.none(),
            PointWanted.of(bench.plan(), Bench.POINT, Set.of("db")),
            Optional.empty(),
            bench.step);
    assertThat(bench.source.restored.get(SEALED)).isEqualTo(MadeUpSource.content(2));
  }

  @Test
  void whatThisServerCouldOpenIsNotSealedAndNotEverythingIs() {
    bench.source.behaviour =
        (sink, context) -> write(sink.openFor(List.of("ops"), "values", "raw"), 2);
    Fault fault = fault(() -> bench.capture().capture(bench.plan(), "db", Bench.POINT, bench.step));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.getMessage()).contains("'ops'");
    bench.source.behaviour =
        (sink, context) -> write(sink.openFor(List.of("escrow"), "values", "raw"), 2);
    fault = fault(() -> bench.capture().capture(bench.plan(), "db", Bench.POINT, bench.step));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("all is sealed");
    assertThat(bench.file("primary", SEALED)).doesNotExist();
  }

  @Test
  void aKeyThatIsHereUnderAnotherNameDoesNotCountAsAway() throws IOException {
    Files.copy(folder.resolve("ops.asc"), folder.resolve("alias.asc"));
    KeyRing ring =
        KeyRing.open(
            List.of(TestKeys.file(folder, "ops"), TestKeys.publicOnly(folder, "alias")),
            TestKeys.SECRETS,
            bench.clock);
    Fault fault = fault(() -> ring.sealedFor(List.of("alias")));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.getMessage()).contains("'ops'");
  }
}

package io.drillbook.driver.source.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.Bash;
import io.drillbook.testbed.PasswordStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a store that the real pass made, and what a capture without values tells. */
class PassSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    // A short path: the agent's socket allows about a hundred characters.
    bed = Files.createTempDirectory(Path.of("/tmp"), "pass").toRealPath();
    PasswordStore.make(bed);
    Files.createSymbolicLink(bed.resolve("alias"), bed.resolve("source"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    PasswordStore.end(bed);
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new PassSourceDriver(Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return with(namesOnly(), "values-to", List.of("escrow"));
  }

  private static Settings namesOnly() {
    return new Settings(Map.of("path", bed.resolve("source").toString()));
  }

  @Override
  protected Settings newTarget() {
    return new Settings(Map.of("path", bed.resolve("target" + ++targets).toString()));
  }

  @Override
  protected String digest(Settings place) {
    return PasswordStore.digest(path(place));
  }

  @Override
  protected void occupy(Settings target) {
    Bash.run("mkdir -p \"$1\"; echo precious > \"$1/theirs\"", target.text("path"));
  }

  @Override
  protected boolean isGone(Settings target) {
    return !Files.exists(path(target))
        && Bash.run("find \"$1\" -maxdepth 1 -name '.drillbook*'", bed.toString()).isEmpty();
  }

  @Override
  protected boolean hasLogin() {
    return false;
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return place;
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "path", bed.resolve("not-mounted/store").toString());
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "path", bed.resolve("alias").toString());
  }

  @Test
  void whatCameBackIsAStoreThatPassOpens() {
    MemoryMembers members = new MemoryMembers("db");
    Settings target = newTarget();
    restore(capture(members), members, target, TestStep.of(newRun(), 1));
    assertThat(PasswordStore.show(bed, path(target), "web/shop").strip())
        .isEqualTo(PasswordStore.SECRET);
    assertThat(PasswordStore.show(bed, path(target), "team/db with ä"))
        .startsWith(PasswordStore.SECRET);
  }

  @Test
  void valuesAndTheirHistoryGoIntoSealedMembersOnly() {
    MemoryMembers members = new MemoryMembers("db");
    capture(members);
    assertThat(members.members())
        .extracting(Member::file)
        .containsExactly(
            "db.history.bundle.zst.pgp", "db.inventory.json.zst.pgp", "db.store.tar.zst.pgp");
    assertThat(members.members()).extracting(Member::isSealed).containsExactly(true, false, true);
  }

  @Test
  void withoutAKeyForTheValuesTheRestIsCheckedAndARestoreSaysWhichKeyIsMissing() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    members.loseKeys();
    driver().checkStructure(capture, members.members(), members, TestStep.of(newRun(), 1));
    Settings target = newTarget();
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.KEY_MISSING);
    assertThat(isGone(target)).isTrue();
    Settings names = with(target, "without-values", true);
    RestoreReport report = restore(capture, members, names, TestStep.of(newRun(), 1));
    assertThat(report.contents()).isEqualTo(Map.of("secrets named", 3L));
    assertThat(report.notes()).anyMatch(note -> note.contains("db.store.tar.zst.pgp"));
  }

  @Test
  void aCaptureWithoutValuesKnowsNamesVersionsAndRecipientsAndNoValue() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver().capture("db", namesOnly(), members, TestStep.of(newRun(), 1));
    assertThat(members.members()).hasSize(1);
    assertThat(capture.contents()).isEqualTo(Map.of("secrets named", 3L));
    Settings target = newTarget();
    String run = newRun();
    RestoreReport report = restore(capture, members, target, TestStep.of(run, 1));
    assertThat(report.contents()).isEqualTo(capture.contents());
    assertThat(report.notes()).anyMatch(note -> note.contains("made anew"));
    assertThat(path(target).resolve("team/.gpg-id")).hasContent("shop\nteam\n");
    Inventory names = Inventory.read("x", Files.readAllBytes(path(target).resolve(Restore.NAMES)));
    Inventory.Secret shop = secret(names, "web/shop");
    assertThat(shop.versions()).extracting(History.Version::change).containsExactly("M", "A");
    assertThat(shop.keys()).hasSize(1);
    assertThat(secret(names, "team/db with ä").keys()).hasSize(2);
    assertThat(secret(names, "web/old").removed()).isTrue();
    assertThat(restore(capture, members, target, TestStep.of(run, 2)).alreadyDone()).isTrue();
    driver().discard(target, run);
    assertThat(isGone(target)).isTrue();
  }

  private static Inventory.Secret secret(Inventory names, String name) {
    return names.secrets().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** Values are encrypted in the store already: what must not be readable is that very file. */
  @Test
  void noEncryptedValueStandsOutsideOfASealedMember() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    byte[] file = Files.readAllBytes(bed.resolve("source/web/shop.gpg"));
    byte[] part = Arrays.copyOfRange(file, file.length / 2, file.length / 2 + 24);
    StringBuilder open = new StringBuilder(capture.toString()).append(members.members());
    StringBuilder sealed = new StringBuilder();
    members
        .members()
        .forEach(
            it ->
                (it.isSealed() ? sealed : open)
                    .append(new String(members.bytes(it.file()), StandardCharsets.ISO_8859_1)));
    open.append(driver().manualRestore(capture, members.members()));
    String raw = new String(part, StandardCharsets.ISO_8859_1);
    assertThat(sealed).as("so that the test can fail").contains(raw);
    assertThat(open)
        .isNotEmpty()
        .doesNotContain(raw)
        .doesNotContain(HexFormat.of().formatHex(part))
        .doesNotContain(Base64.getEncoder().encodeToString(file).substring(40, 80))
        .doesNotContain(PasswordStore.SECRET);
  }

  @Test
  void aStoreWithoutGitAndOneThatWasEmptiedAndOneThatIsNotEncrypted() throws IOException {
    Path plain = bed.resolve("plain");
    Bash.run("cp -a \"$1/source\" \"$1/plain\"; rm -rf \"$1/plain/.git\"", bed.toString());
    Settings settings = with(source(), "path", plain.toString());
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver().capture("db", settings, members, TestStep.of(newRun(), 1));
    assertThat(members.members()).hasSize(2);
    Settings target = newTarget();
    driver()
        .restore(capture, members.members(), members, target, settings, TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(settings));
    Files.writeString(plain.resolve("web/shop.gpg"), "");
    assertThat(refused(settings)).contains("not encrypted").contains("web/shop");
    Bash.run("find \"$1/plain\" -name '*.gpg' -delete", bed.toString());
    assertThat(refused(settings)).contains("unable to find a secret");
  }

  private String refused(Settings settings) {
    Fault fault =
        fault(
            () ->
                driver()
                    .capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    return fault.getMessage();
  }

  @Test
  void whatAKilledAttemptLeftBesideTheTargetGoesWithTheRun() throws IOException {
    Settings target = newTarget();
    String run = newRun();
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Path beside = leftBeside(capture, members, target, run);
    assertThat(beside).exists();
    driver().discard(target, run);
    assertThat(beside).doesNotExist();
  }

  /** As after kill -9: the folder of an attempt, under the name that the attempt gave it. */
  private Path leftBeside(SourceCapture capture, MemoryMembers members, Settings target, String run)
      throws IOException {
    java.util.concurrent.atomic.AtomicReference<String> name =
        new java.util.concurrent.atomic.AtomicReference<>("");
    members.onFirstOpen(
        () ->
            name.compareAndSet(
                "",
                Bash.run("find \"$1\" -maxdepth 1 -name '.drillbook*'", bed.toString()).strip()));
    restore(capture, members, target, TestStep.of(run, 1));
    driver().discard(target, run);
    assertThat(name.get()).isNotBlank();
    return Files.createDirectory(Path.of(name.get()));
  }

  @Test
  void whatATargetHoldsIsSetAside() throws IOException {
    Settings target = newTarget();
    occupy(target);
    String run = newRun();
    String aside = driver().setAside(target, source(), run).orElseThrow();
    assertThat(Path.of(aside).resolve("theirs")).hasContent("precious");
    MemoryMembers members = new MemoryMembers("db");
    restore(capture(members), members, target, TestStep.of(run, 1));
    assertThat(driver().setAside(target, source(), run)).isEmpty();
    Disk.removeTree(Path.of(aside));
  }

  private static Path path(Settings place) {
    return Path.of(place.text("path"));
  }
}

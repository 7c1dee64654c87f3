package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both databases of the lost shop come back from a vault and a private key alone. */
class RescueRestoreIT {
  private static final String SHOP = "rescue_shop";
  private static final String CART = "rescue_cart";
  private static final AtomicInteger TARGETS = new AtomicInteger();

  @TempDir static Path left;
  @TempDir Path host;
  private String db;
  private String cart;

  @BeforeAll
  static void loseTheShop() throws IOException {
    Files.createDirectory(left.resolve("vault"));
    secret(left.resolve("passphrase"), RescueBed.PASSPHRASE + "\n");
    secret(left.resolve("wrong"), "not it\n");
    secret(left.resolve("admin"), PostgresCluster.PASSWORD);
    RescueBed.fill(SHOP, CART);
    new RescueBed(left)
        .backUp(
            new DirectoryVaultDriver()
                .open("v", new Settings(Map.of("path", left.resolve("vault").toString()))),
            SHOP,
            CART);
  }

  @BeforeEach
  void freshTargets() {
    int number = TARGETS.incrementAndGet();
    db = "rescued_shop_" + number;
    cart = "rescued_cart_" + number;
  }

  private static void secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("rescue", "restore", "--vault", left + "/vault", "--system", "shop"));
    words.addAll(List.of(more));
    return words;
  }

  private Typed restore(String... more) {
    return Typed.of(words(more).toArray(String[]::new));
  }

  private Typed restoreWith(String key, String signer, String passphrase, String... more) {
    List<String> words =
        words(
            "--signer", left + "/" + signer + ".asc",
            "--key", left + "/" + key + ".private.asc",
            "--passphrase-file", left + "/" + passphrase);
    words.addAll(List.of("--target", "db=" + to(db), "--target", "cart=" + to(cart)));
    words.addAll(List.of(more));
    return Typed.of(words.toArray(String[]::new));
  }

  private static String to(String database) {
    return "url:%s,username:%s,password:${file:%s/admin}"
        .formatted(TestBed.standby().url(database), PostgresCluster.SUPERUSER, left);
  }

  private static String databases() {
    return TestBed.standby()
        .query("postgres", "select datname from pg_database where datname ~ 'rescued|drb'");
  }

  private void assertBack() {
    assertThat(TestBed.standby().digests(db)).isEqualTo(TestBed.production().digests(SHOP));
    assertThat(TestBed.standby().digests(cart)).isEqualTo(TestBed.production().digests(CART));
  }

  @Test
  void anEmptyHostRestoresWithVaultAndKeyAlone() {
    EmptyHost empty = new EmptyHost(host, Map.of("DRILLBOOK_KEY_PASSPHRASE", RescueBed.PASSPHRASE));
    List<String> words = words("--signer", left + "/signer.asc");
    words.addAll(List.of("--key", left + "/ops.private.asc"));
    words.addAll(List.of("--target", "db=" + to(db), "--target", "cart=" + to(cart)));
    EmptyHost.Ran ran = empty.run(words);
    String said = ran.said();

    assertThat(ran.exit()).as(said).isZero();
    assertBack();
    assertThat(said)
        .contains("Restoring shop/" + Bench.POINT, "signature and checksums hold", "Restored.")
        .doesNotContain(PostgresCluster.PASSWORD, RescueBed.PASSPHRASE);
    assertThat(said.indexOf("  db: back"))
        .as("the cart waits for the shop, whatever their order in the plan: " + said)
        .isPositive()
        .isLessThan(said.indexOf("  cart: back"));
    assertThat(empty.kept()).as("left on the host").isEmpty();
  }

  @Test
  void aSecondRescueOfTheSamePointChangesNothing() {
    Typed first = restoreWith("ops", "signer", "passphrase", "--source", "cart");
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(databases()).contains(cart).doesNotContain(db);
    Typed second = restoreWith("ops", "signer", "passphrase", "--source", "cart");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("cart: was already restored by an earlier rescue");
  }

  @Test
  void aTargetThatHoldsDataIsRefusedBeforeAnythingIsRead() {
    TestBed.standby().sql("postgres", "create database " + cart);
    TestBed.standby().sql(cart, "create table precious as select 1 as value");
    Typed refused = restoreWith("ops", "signer", "passphrase");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).startsWith("unable to restore into a database that is not empty: '");
    assertThat(refused.out()).doesNotContain("checksums hold");
    assertThat(databases()).doesNotContain(db);
  }

  @Test
  void productionThatStillHoldsItsDataIsRefusedThoughNoPlanNamesIt() {
    Typed refused =
        restore(
            "--signer", left + "/signer.asc",
            "--key", left + "/ops.private.asc",
            "--passphrase-file", left + "/passphrase",
            "--source", "db",
            "--target", "db=" + to(db).replace(TestBed.standby().url(db), home()));
    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(TestBed.production().query(SHOP, "select count(*) from orders")).isEqualTo("500");
  }

  private static String home() {
    return TestBed.production().url(SHOP);
  }

  @Test
  void theWrongKeyIsNamedTogetherWithTheRightOnes() {
    Typed wrong = restoreWith("stranger", "signer", "passphrase");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("unable to open the recovery point with the private key at hand")
        .contains("It opens with any one of", "stranger.private.asc");
    Typed none =
        restore("--signer", left + "/signer.asc", "--source", "db", "--target", "db=" + to(db));
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("given was none");
    assertThat(databases()).doesNotContain(db);
  }

  @Test
  void aKeyFileThatIsMissingAndAPassphraseThatIsWrongAreToldApart() {
    Typed missing = restoreWith("nowhere", "signer", "passphrase");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).startsWith("unable to read the key file: '");
    Typed wrong = restoreWith("ops", "signer", "wrong");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("unable to unlock the private key: '")
        .contains("not that of this very key");
    Typed locked =
        restore(
            "--signer", left + "/signer.asc",
            "--key", left + "/ops.private.asc",
            "--source", "db",
            "--target", "db=" + to(db));
    assertThat(locked.exit()).isEqualTo(1);
    assertThat(locked.err()).contains("--passphrase-file");
    assertThat(databases()).doesNotContain(db);
  }

  @Test
  void aWrongSignerIsRefused() {
    Typed refused = restoreWith("ops", "stranger", "passphrase", "--point", Bench.POINT);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).startsWith("unable to trust the recovery point");
    assertThat(databases()).doesNotContain(db);
  }

  @Test
  void aDamagedMemberIsFoundBeforeAnythingIsWritten() throws IOException {
    Path vault = host.resolve("vault");
    Path point = Files.createDirectories(vault.resolve("shop").resolve(Bench.POINT));
    try (var files = Files.list(left.resolve("vault/shop").resolve(Bench.POINT))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.getFileName().toString().startsWith("cart.")) {
          bytes[bytes.length - 1] ^= 1;
        }
        Files.write(point.resolve(file.getFileName()), bytes);
      }
    }
    List<String> words =
        words(
            "--signer", left + "/signer.asc",
            "--key", left + "/ops.private.asc",
            "--passphrase-file", left + "/passphrase",
            "--target", "db=" + to(db),
            "--target", "cart=" + to(cart));
    words.set(3, vault.toString());
    Typed broken = Typed.of(words.toArray(String[]::new));
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).contains("its checksum differs from the manifest");
    assertThat(databases()).doesNotContain(db, cart);

    words.addAll(List.of("--vault", left + "/vault"));
    Typed second = Typed.of(words.toArray(String[]::new));
    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(second.err()).contains("PASSED OVER: unable to use the member");
    assertBack();
  }

  @Test
  void theTargetFileIsPrintedFilledInAndRead() throws IOException {
    Typed printed = restore("--signer", left + "/signer.asc", "--print-target");
    assertThat(printed.exit()).isZero();
    assertThat(printed.out()).contains("sources:\n  db:  # kind postgresql\n", "    url: \n");
    String filled = printed.out();
    for (String database : List.of(db, cart)) {
      filled = filled.replaceFirst("url: \n", "url: " + TestBed.standby().url(database) + "\n");
      filled = filled.replaceFirst("username: \n", "username: postgres\n");
      filled =
          filled.replaceFirst("# password: .*\n", "password: \"\\${file:" + left + "/admin}\"\n");
    }
    Path file = host.resolve("target.yaml");
    Files.writeString(file, filled);
    List<String> words =
        words(
            "--signer", left + "/signer.asc",
            "--key", left + "/ops.private.asc",
            "--passphrase-file", left + "/passphrase",
            "--target-file", file.toString());
    Typed restored = Typed.of(words.toArray(String[]::new));
    assertThat(restored.exit()).as(restored.all()).isZero();
    assertBack();
    Files.writeString(file, "sources:\n  db: { url: 'postgresql://h/x', user: me }\n");
    Typed wrong = Typed.of(words.toArray(String[]::new));
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("target.yaml:2:", "unable to use the key: 'user'");
  }

  @Test
  void aSourceWithoutATargetAndALiteralSecretAreRefusedAsUsage() {
    Typed lacking = restore("--signer", left + "/signer.asc", "--target", "db=" + to(db));
    assertThat(lacking.exit()).isEqualTo(2);
    assertThat(lacking.err()).startsWith("unable to tell where the source goes: 'cart'");
    Typed literal =
        restore(
            "--signer",
            left + "/signer.asc",
            "--target",
            "db=url:postgresql://h/x,username:me,password:hunter2");
    assertThat(literal.exit()).isEqualTo(2);
    assertThat(literal.err()).contains("password").doesNotContain("hunter2");
  }
}

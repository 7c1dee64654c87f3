package io.drillbook.driver.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every vault must hold, whatever it is made of. */
public abstract class VaultDriverContract {
  /** More than any vault holds back until the commit. */
  private static final int LARGE = 20_000_000;

  /** A vault that is empty at the start of each test. */
  protected abstract Vault vault();

  /** The same place opened a second time, as another process would. */
  protected abstract Vault sameVaultAgain();

  /** A vault that cannot be reached: missing mount, dead server. */
  protected abstract Vault unreachableVault();

  /** False for a double that is known to remove an object together with an upload of its name. */
  protected boolean discardsUploadsOnly() {
    return true;
  }

  /** False for a double that first looks and then writes, so that two at one instant both win. */
  protected boolean decidesBetweenWriters() {
    return true;
  }

  /** True where the store retains what was written, for a while. */
  protected boolean retains() {
    return false;
  }

  @Test
  void whatWasCommittedIsReadBackByAnotherOpening() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    put(vault(), "shop/p1/db.pgdump.zst.pgp", bytes);

    assertThat(get(sameVaultAgain(), "shop/p1/db.pgdump.zst.pgp")).isEqualTo(bytes);
    assertThat(sameVaultAgain().exists("shop/p1/db.pgdump.zst.pgp")).isTrue();
    assertThat(sameVaultAgain().exists("shop/p1")).isFalse();
  }

  @Test
  void nothingIsSeenBeforeTheCommit() throws IOException {
    try (VaultUpload upload = vault().create("shop/p1/a")) {
      upload.write(new byte[100_000]);
      upload.flush();
      assertThat(vault().exists("shop/p1/a")).isFalse();
      assertThat(vault().list("")).isEmpty();
      assertFault(FaultCode.POINT_UNKNOWN, () -> vault().read("shop/p1/a"));
    }
  }

  @Test
  void closingWithoutACommitLeavesNothing() throws IOException {
    try (VaultUpload upload = vault().create("shop/p1/a")) {
      upload.write(new byte[100_000]);
    }
    assertThat(vault().list("")).isEmpty();
    put(vault(), "shop/p1/a", new byte[] {1});
    assertThat(get(vault(), "shop/p1/a")).containsExactly(1);
  }

  @Test
  void whatIsSentBeforeTheCommitIsNotSeenEither() throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(2).nextBytes(bytes);
    try (VaultUpload upload = vault().create("shop/p1/large")) {
      upload.write(bytes);
      assertThat(vault().exists("shop/p1/large")).isFalse();
      assertThat(sameVaultAgain().list("")).isEmpty();
      upload.commit();
    }
    assertThat(get(sameVaultAgain(), "shop/p1/large")).isEqualTo(bytes);
    assertThat(vault().list("").get(0).bytes()).isEqualTo(LARGE);
  }

  @Test
  void ofTwoLargeOnesInTheMakingTheSecondToCommitIsRefused() throws IOException {
    assumeTrue(discardsUploadsOnly(), "this server removes the object with the upload");
    byte[] first = new byte[LARGE];
    try (VaultUpload one = vault().create("a/b");
        VaultUpload other = sameVaultAgain().create("a/b")) {
      other.write(new byte[LARGE - 1]);
      one.write(first);
      one.commit();
      assertFault(FaultCode.OBJECT_EXISTS, other::commit);
    }
    assertThat(get(vault(), "a/b")).hasSize(LARGE);
  }

  @Test
  void whatWasClosedIsNeverCommitted() throws IOException {
    VaultUpload upload = vault().create("a/b");
    upload.write(1);
    upload.close();
    assertThatThrownBy(upload::commit).isInstanceOf(Fault.class);
    assertThat(vault().list("")).isEmpty();
  }

  @Test
  void aStreamThatIsClosedEarlyDoesNotReadTheRest() throws IOException {
    put(vault(), "a/b", new byte[LARGE]);
    try (InputStream in = vault().read("a/b")) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }
    assertThat(get(vault(), "a/b")).hasSize(LARGE);
  }

  @Test
  void whatWasWithdrawnCanBeWrittenAnew() throws IOException {
    put(vault(), "a/b", new byte[] {1});
    vault().withdraw("a/b");
    vault().withdraw("a/b");
    assertThat(vault().exists("a/b")).isFalse();
    assertThat(vault().list("")).isEmpty();
    put(vault(), "a/b", new byte[] {2});
    assertThat(get(vault(), "a/b")).containsExactly(2);
  }

  @Test
  void closingAfterTheCommitKeepsTheObject() throws IOException {
    VaultUpload upload = vault().create("a/b/c");
    upload.write(7);
    upload.commit();
    upload.close();
    upload.close();
    assertThat(get(vault(), "a/b/c")).containsExactly(7);
  }

  @Test
  void anObjectIsNeverRewritten() throws IOException {
    put(vault(), "a/b/c", new byte[] {1});
    assertFault(FaultCode.OBJECT_EXISTS, () -> put(sameVaultAgain(), "a/b/c", new byte[] {2}));
    assertThat(get(vault(), "a/b/c")).containsExactly(1);
  }

  @Test
  void ofSeveralAtOnceExactlyOneCommitsAndItsBytesStay() throws Exception {
    assumeTrue(decidesBetweenWriters(), "this server takes several writers of one name at once");
    int writers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      for (int round = 0; round < 10; round++) {
        String key = "race/p/" + round;
        CyclicBarrier start = new CyclicBarrier(writers);
        List<Future<Integer>> tries =
            java.util.stream.IntStream.range(0, writers)
                .mapToObj(i -> threads.submit(() -> commitAfter(start, key, i)))
                .toList();
        int winner = -1;
        int winners = 0;
        for (Future<Integer> one : tries) {
          if (one.get() >= 0) {
            winner = one.get();
            winners++;
          }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(get(vault(), key)).containsExactly(winner);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int commitAfter(CyclicBarrier start, String key, int mark) throws Exception {
    try (VaultUpload upload = (mark % 2 == 0 ? vault() : sameVaultAgain()).create(key)) {
      upload.write(mark);
      start.await();
      upload.commit();
      return mark;
    } catch (Fault e) {
      assertThat(e.code()).isEqualTo(FaultCode.OBJECT_EXISTS);
      return -1;
    }
  }

  @Test
  void listsByPrefixInTheOrderOfKeysWithSizes() throws IOException {
    put(vault(), "shop/p2/b", new byte[2]);
    put(vault(), "shop/p1/db.1", new byte[1]);
    put(vault(), "shop/p1/db-x", new byte[5]);
    put(vault(), "shop-2/p1/db.1", new byte[3]);

    assertThat(vault().list("").stream().map(Vault.Entry::key))
        .containsExactly("shop-2/p1/db.1", "shop/p1/db-x", "shop/p1/db.1", "shop/p2/b");
    assertThat(vault().list("shop/").stream().map(Vault.Entry::bytes)).containsExactly(5L, 1L, 2L);
    assertThat(vault().list("shop/p1/db.").stream().map(Vault.Entry::key))
        .containsExactly("shop/p1/db.1");
    assertThat(vault().list("nothing/here")).isEmpty();
    assertThat(vault().list("shop/p1/").get(0).modifiedAt()).isNotNull();
  }

  @Test
  void deletingTwiceIsTheSameAsOnce() throws IOException {
    assumeFalse(retains(), "the store lets nothing go yet");
    put(vault(), "a/b/c", new byte[1]);
    put(vault(), "a/b/d", new byte[1]);
    vault().delete("a/b/c");
    vault().delete("a/b/c");
    assertThat(vault().list("").stream().map(Vault.Entry::key)).containsExactly("a/b/d");
    assertThat(vault().exists("a/b/c")).isFalse();
  }

  @Test
  void discardsLeftoversUnderThePrefixAndNothingElse() throws IOException {
    put(vault(), "a/p1/kept", new byte[1]);
    VaultUpload dead = vault().create("a/p1/x.1");
    dead.write(new byte[LARGE]);
    VaultUpload alive = vault().create("a/p2/x.1");
    alive.write(9);

    sameVaultAgain().discardUploads("a/p1/x.");

    assertThatThrownBy(dead::commit).isInstanceOf(Fault.class);
    alive.commit();
    assertThat(vault().list("").stream().map(Vault.Entry::key))
        .containsExactly("a/p1/kept", "a/p2/x.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/no-such-folder/x",
        "../x",
        "a/../../x",
        "a//b",
        "a/",
        "a/./b",
        ".x",
        "a/.b",
        "a\\b",
        "a\nb",
        "a/b\u0000"
      })
  void aKeyThatCouldLeaveTheVaultIsRefused(String key) {
    assertFault(FaultCode.INPUT_INVALID, () -> vault().create(key));
    assertFault(FaultCode.INPUT_INVALID, () -> vault().read(key));
    assertFault(FaultCode.INPUT_INVALID, () -> vault().delete(key));
  }

  @Test
  void anUnreachableVaultIsNeverTakenForAnEmptyOne() {
    Vault gone = unreachableVault();
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.create("a/b"));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.read("a/b"));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.exists("a/b"));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.list("a"));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.delete("a/b"));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> gone.discardUploads("a"));
    assertFault(FaultCode.VAULT_UNREACHABLE, gone::probe);
  }

  @Test
  void aProbeTellsWhatTheStoreDoesAndLeavesNothing() {
    VaultProbe probe = vault().probe();

    if (decidesBetweenWriters()) {
      assertThat(probe.has(VaultProbe.Ability.CONDITIONAL_CREATE)).isTrue();
    }
    assertThat(probe.has(VaultProbe.Ability.LIST_AFTER_WRITE)).isTrue();
    assertThat(probe.answers().keySet()).containsExactlyInAnyOrder(VaultProbe.Ability.values());
    assertThat(probe.clockAhead().abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(vault().list("")).isEmpty();
  }

  @Test
  void nobodyIsToldHowLongSomethingUnknownIsRetained() {
    put(vault(), "a/b", new byte[1]);
    assertThat(vault().retainedUntil("a/b")).isNotNull();
    assertFault(FaultCode.POINT_UNKNOWN, () -> vault().retainedUntil("a/c"));
  }

  protected static void put(Vault vault, String key, byte[] bytes) {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(bytes);
      upload.commit();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  protected static byte[] get(Vault vault, String key) throws IOException {
    try (InputStream in = vault.read(key)) {
      return in.readAllBytes();
    }
  }

  protected static void assertFault(FaultCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("unable to")
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}

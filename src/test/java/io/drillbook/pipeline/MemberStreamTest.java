package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MemberStreamTest {
  @TempDir static Path folder;
  private static KeyRing ring;
  private static Recipients recipients;
  private static MemberKeys keys;

  @BeforeAll
  static void makeKeys() {
    ring = TestKeys.ring(folder, Clock.systemUTC());
    recipients = ring.recipients(List.of("ops", "escrow"));
    keys = ring.openers(List.of(ring.fingerprint("ops")));
  }

  private record Sealed(Member member, ByteArrayOutputStream bytes) {
    byte[] stored() {
      return bytes.toByteArray();
    }
  }

  private static Sealed seal(byte[] content) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    MemberWriter writer = MemberWriter.open("m", recipients, stored, n -> {});
    try (writer) {
      writer.write(content);
    }
    return new Sealed(memberOf(writer.result()), stored);
  }

  private static Member memberOf(MemberTotals totals) {
    return new Member(
        "s",
        "m",
        "raw",
        totals.storedBytes(),
        totals.storedSha256(),
        totals.contentBytes(),
        totals.contentSha256());
  }

  private static InputStream open(Member member, byte[] stored) {
    return new EncryptedMembers(keys, m -> new ByteArrayInputStream(stored)).open(member);
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void totalsTellWhatIsStored() throws Exception {
    byte[] content = random(700_001, 1);
    Sealed sealed = seal(content);

    assertThat(sealed.member().contentBytes()).isEqualTo(content.length);
    assertThat(sealed.member().contentSha256()).isEqualTo(sha256(content));
    assertThat(sealed.member().storedBytes()).isEqualTo(sealed.stored().length);
    assertThat(sealed.member().storedSha256()).isEqualTo(sha256(sealed.stored()));
    try (InputStream in = open(sealed.member(), sealed.stored())) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /**
   * Bug 18 of the table. Seen to fail: with {@code transferTo(data)} in the place of the proof in
   * {@link MemberWriter}, each of the four members was complete, and nobody could read it.
   */
  @ParameterizedTest
  @ValueSource(ints = {40, 5_000, 100_000, 299_000})
  void aCompressorThatGarblesAByteOfItsOutputMakesNoMember(int at) throws Exception {
    MemberWriter writer =
        MemberWriter.through(
            out -> new GarblingStream(out, at), recipients, new ByteArrayOutputStream());
    assertThatThrownBy(
            () -> {
              try (writer) {
                writer.write(random(300_000, 18));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be written");
    assertThat(writer.isComplete()).isFalse();
  }

  @Test
  void theFastCipherGivesTheSameBytesAsTheTextbookOne() throws Exception {
    byte[] key = random(32, 2);
    Cipher cfb = Cipher.getInstance("AES/CFB/NoPadding", "SunJCE");
    cfb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    for (int size :
        new int[] {0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 65_552, 131_072, 999_999}) {
      byte[] plain = random(size, size);
      byte[] expected = cfb.doFinal(plain);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream fast = FastCfb.encrypting(key, out)) {
        Random cuts = new Random(size);
        for (int at = 0; at < size; ) {
          int n = Math.min(size - at, 1 + cuts.nextInt(50_000));
          fast.write(plain, at, n);
          fast.flush();
          at += n;
        }
      }
      assertThat(out.toByteArray()).isEqualTo(expected);
      try (InputStream back = FastCfb.decrypting(key, new ByteArrayInputStream(expected))) {
        assertThat(back.readAllBytes()).isEqualTo(plain);
      }
    }
  }

  @Test
  void everyOneOfManyRandomDamagesIsFoundBeforeTheEndIsReported() throws Exception {
    byte[] content = random(90_000, 3);
    Sealed sealed = seal(content);
    for (int seed = 0; seed < 600; seed++) {
      byte[] damaged = damage(sealed.stored(), new Random(seed));
      assertThatThrownBy(() -> readAll(sealed.member(), damaged))
          .as("seed %d", seed)
          .isInstanceOf(Fault.class)
          .extracting(e -> ((Fault) e).code())
          .isIn(FaultCode.DECRYPTION_FAILED, FaultCode.CHECKSUM_MISMATCH, FaultCode.KEY_MISSING);
    }
  }

  /** The message itself must be found wanting too, without the help of the stored checksum. */
  @Test
  void damageIsFoundEvenWhereTheManifestWasMadeForTheDamagedBytes() throws Exception {
    byte[] content = random(90_000, 3);
    Sealed sealed = seal(content);
    for (int seed = 0; seed < 600; seed++) {
      byte[] damaged = damage(sealed.stored(), new Random(seed));
      Member lying =
          new Member(
              "s", "m", "raw", damaged.length, sha256(damaged), content.length, sha256(content));
      try {
        // Some bits mean nothing, such as those of the other recipient's packet: then all must fit.
        assertThat(readAll(lying, damaged)).as("seed %d", seed).isEqualTo(content);
      } catch (Fault e) {
        assertThat(e.getMessage()).startsWith("unable to");
      }
    }
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(2000));
      default ->
          bytes[random.nextInt(Math.min(600, bytes.length))] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] readAll(Member member, byte[] stored) throws IOException {
    try (InputStream in = open(member, stored)) {
      return in.readAllBytes();
    }
  }

  @Test
  void twoMessagesOneAfterTheOtherAreNotOne() throws Exception {
    byte[] content = random(1000, 4);
    Sealed sealed = seal(content);
    byte[] twice = Arrays.copyOf(sealed.stored(), sealed.stored().length * 2);
    System.arraycopy(sealed.stored(), 0, twice, sealed.stored().length, sealed.stored().length);
    Member lying =
        new Member("s", "m", "raw", twice.length, sha256(twice), content.length, sha256(content));

    assertThatThrownBy(() -> readAll(lying, twice)).hasMessageContaining("more behind its end");
  }

  @Test
  void aBrokenIntegrityCodeIsFoundThoughEveryOtherChecksumFits() throws Exception {
    byte[] content = random(1000, 7);
    byte[] stored = seal(content).stored();
    stored[stored.length - 1] ^= 1;
    Member fitting =
        new Member("s", "m", "raw", stored.length, sha256(stored), content.length, sha256(content));

    assertThatThrownBy(() -> readAll(fitting, stored)).hasMessageContaining("integrity check");
  }

  @Test
  void aLieAboutTheContentIsFoundAtItsEnd() throws Exception {
    byte[] content = random(1000, 5);
    Sealed sealed = seal(content);
    Member m = sealed.member();
    Member lying =
        new Member("s", "m", "raw", m.storedBytes(), m.storedSha256(), 1000, "0".repeat(64));
    assertThatThrownBy(() -> readAll(lying, sealed.stored()))
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(FaultCode.CHECKSUM_MISMATCH);
  }

  @Test
  void aStoreThatFailsReachesTheWriterWithItsReason() {
    Fault full = new Fault(FaultCode.DISK_FULL, "unable to write: 'x'", "Make room.");
    OutputStream failing =
        new OutputStream() {
          private final AtomicInteger written = new AtomicInteger();

          @Override
          public void write(int b) {
            throw new AssertionError("bulk only");
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            if (written.addAndGet(length) > 1_000_000) {
              throw full;
            }
          }
        };

    assertThatThrownBy(
            () -> {
              try (MemberWriter writer = MemberWriter.open("m", recipients, failing, n -> {})) {
                for (int i = 0; i < 100; i++) {
                  writer.write(random(500_000, i));
                }
              }
            })
        .isInstanceOf(IOException.class)
        .hasRootCause(full);
  }

  @Test
  void abortingFreesAWriterThatIsHeldBack() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            held.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    MemberWriter writer = MemberWriter.open("m", recipients, slow, n -> {});
    Thread aborting =
        new Thread(
            () -> {
              try {
                held.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              writer.abort(new IOException("lease lost"));
            });
    aborting.start();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                writer.write(random(500_000, i));
              }
            })
        .hasRootCauseMessage("lease lost");
    assertThatThrownBy(writer::close).hasRootCauseMessage("lease lost");
    assertThatThrownBy(writer::result).isInstanceOf(IllegalStateException.class);
    release.countDown();
    aborting.join();
  }

  @Test
  void closingAReaderEarlyEndsTheOtherThread() throws Exception {
    Sealed sealed = seal(random(5_000_000, 6));
    CountDownLatch closed = new CountDownLatch(1);
    InputStream stored =
        new ByteArrayInputStream(sealed.stored()) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    try (InputStream in = new EncryptedMembers(keys, m -> stored).open(sealed.member())) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }
    closed.await();
  }
}

package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.usecase.Bench;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random mutations of a stored recovery point. Whatever touches a member, the manifest or what the
 * signature says must be refused before a byte is decrypted. Two kinds change nothing that is
 * signed, and must not change what is restored: the unsigned side files for people, and the
 * signature's armour and unhashed packets.
 */
class MutatedPointsIT {
  private static final String OLDER = "20261119T020000Z-000000";
  private static final Set<String> SIDE_FILES = Set.of("RESTORE.md", "SHA256SUMS");

  @TempDir Path folder;
  private Bench bench;
  private StoredFiles point;
  private StoredFiles other;
  private Manifest manifest;
  private MemberKeys keys;
  private final Map<FaultCode, Integer> refused = new EnumMap<>(FaultCode.class);
  private final Map<String, Integer> counts = new TreeMap<>();

  @BeforeEach
  void sealTwoTinyPoints() {
    bench = new Bench(folder);
    bench.catalog.begin("shop", OLDER, "backup-0", Bench.NOW.minusSeconds(86_400));
    backUp(OLDER, 7);
    manifest = backUp(Bench.POINT, 8);
    Path shop = folder.resolve("primary").resolve("shop");
    other = new StoredFiles(shop.resolve(OLDER));
    point = new StoredFiles(shop.resolve(Bench.POINT));
    keys = bench.keys.openers(manifest.recipients());
  }

  private Manifest backUp(String id, int seed) {
    bench.source.behaviour =
        (sink, context) -> {
          for (int i = 0; i < 2; i++) {
            try (OutputStream out = sink.open(String.valueOf(i), "raw")) {
              out.write(content(i, seed));
            }
          }
        };
    bench.capture().capture(bench.plan(), "db", id, bench.step);
    bench.capture().capture(bench.plan(), "media", id, bench.step);
    return bench.seal().seal(bench.plan(), id, bench.step).manifest();
  }

  private static byte[] content(int part, int seed) {
    byte[] bytes = new byte[300 + 700 * part];
    new Random(seed * 31L + part).nextBytes(bytes);
    return bytes;
  }

  @Test
  void noneOfFiveHundredIsAccepted() {
    mutate(250, 20_261_125L);
    mutate(250, System.nanoTime());
  }

  @Test
  @Tag("long")
  void noneOfTenThousandIsAccepted() {
    mutate(5_000, 3L);
    mutate(5_000, System.nanoTime());
  }

  private void mutate(int times, long seed) {
    System.out.println("mutations of stored points: " + times + ", seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      Mutation mutation = Mutation.any(List.of(Mutation.values()), random);
      mutation.apply(point, other, random);
      Set<String> changed = point.changed();
      point.spoil();
      try {
        judge(mutation + " of " + changed + ", number " + i + " of seed " + seed, changed);
      } finally {
        point.heal();
      }
    }
    System.out.println("  " + counts + ", refused with " + refused);
  }

  private void judge(String what, Set<String> changed) {
    boolean verified = verified(what);
    Set<String> signed = new TreeSet<>(changed);
    signed.removeAll(SIDE_FILES);
    if (signed.isEmpty()) {
      count(changed.isEmpty() ? "nothing changed" : "side file only");
      assertThat(verified).as(what).isTrue();
    } else if (signed.equals(Set.of("manifest.json.asc"))) {
      count(verified ? "signature's wrapping only" : "refused, the signature");
    } else {
      count("refused, what is signed");
      assertThat(verified).as(what).isFalse();
    }
    requireRestored(what, verified);
    changed.stream().filter(name -> name.endsWith(".pgp")).forEach(name -> openAnyway(what, name));
  }

  private boolean verified(String what) {
    bench.source.restored.clear();
    PointWanted wanted =
        new PointWanted("shop", Bench.POINT, List.of("primary"), List.of("signer"), Set.of());
    try {
      VerifiedPoint good = bench.verify().verify(wanted, bench.step);
      bench.restore().restore(good, bench.plan(), "db", "sandbox", bench.step);
      assertThat(good.findings().toString().contains("SHA256SUMS"))
          .as("the sums are compared: " + what)
          .isEqualTo(point.changed().contains("SHA256SUMS"));
      return true;
    } catch (Fault e) {
      assertThat(e.code()).as(what).isNotEqualTo(FaultCode.INTERNAL);
      refused.merge(e.code(), 1, Integer::sum);
      return false;
    }
  }

  private void requireRestored(String what, boolean verified) {
    Map<String, byte[]> restored = bench.source.restored;
    if (!verified) {
      assertThat(restored).as(what).isEmpty();
      return;
    }
    assertThat(restored.get("db.0.raw.zst.pgp")).as(what).isEqualTo(content(0, 8));
    assertThat(restored.get("db.1.raw.zst.pgp")).as(what).isEqualTo(content(1, 8));
  }

  /** The second line: a member that changes after it was verified never ends well. */
  private void openAnyway(String what, String name) {
    Member member =
        manifest.members().stream().filter(it -> it.file().equals(name)).findFirst().orElseThrow();
    byte[] bytes = point.get(name);
    try (InputStream in =
        new EncryptedMembers(keys, any -> new ByteArrayInputStream(bytes)).open(member)) {
      in.readAllBytes();
      throw new AssertionError("opened to its end: " + what);
    } catch (Fault e) {
      count("opened past the check, refused");
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  @Test
  void theCorpusReachesEveryFileAndEveryKind() {
    Random random = new Random(1);
    TreeSet<String> files = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      for (Mutation mutation : Mutation.values()) {
        mutation.apply(point, other, random);
        files.addAll(point.changed());
        point.heal();
      }
    }
    assertThat(files).containsExactlyElementsOf(new TreeSet<>(point.names()));
    assertThat(Arrays.asList(Mutation.values())).hasSize(9);
  }
}

package io.drillbook.driver.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryChain;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full capture and those of changes after it, restored as of each point. */
class IncrementalDirectoryIT {
  /** Everything that can happen to a tree between two captures. */
  static final List<String> CHANGES =
      List.of(
          // New, changed, gone, moved.
          """
          printf 'hello world' > photos/a.txt; printf new > photos/new.txt; rm 'back\\slash'
          mv photos/2024 photos/2025; mkdir more && printf 1 > more/one; chmod 0700 empty
          rm $'latin\\351.txt'; printf y > $'latin\\352.txt'; ln -s more zlink
          """,
          // Touched, and other kinds of things under the same names.
          """
          touch -d '2011-01-01 01:01:01.5' zeros.bin more/one $'line\\nfeed' $'caf\\303\\251.txt'
          chmod 0640 zeros.bin $'line\\nfeed'; chown 77:88 more/one $'tab\\tand "quotes" $HOME' || true
          rm photos/new.txt; mkdir photos/new.txt; printf in > photos/new.txt/inside
          rm zlink; printf file > zlink; rm link; mkdir link; rm -r more; ln -s photos more
          rm -rf empty; printf file > empty
          """,
          // Names of one file: a first one gone, one more, one apart; and a change in place.
          """
          rm photos/a.txt; ln photos/2025/big.jpg anew; cp hard1 apart; printf more >> hard1
          ln hard1 hard3; rm -rf d*; rm zlink; printf 'x' >> photos/new.txt/inside
          """,
          // Nothing at all.
          ":",
          // Back to what it was once.
          "mkdir -p photos; printf 'hello' > photos/a.txt; rm more; mkdir more; printf 1 > more/one");

  private final DirectorySourceDriver driver = new DirectorySourceDriver(Clock.systemUTC());
  private Path bed;
  private Path source;
  private int runs;

  @BeforeEach
  void makeBed() throws IOException {
    bed = Files.createTempDirectory("drillbook-incremental-it").toRealPath();
    source = bed.resolve("source");
    Folder.zoo(source);
  }

  @AfterEach
  void removeBed() throws IOException {
    Disk.removeTree(bed);
  }

  @Test
  void eachPointOfAChainComesBackAsItWas() {
    List<Taken> all = new ArrayList<>();
    MemoryChain chain = MemoryChain.first("media");
    all.add(take(chain));
    for (String change : CHANGES) {
      Folder.bash("cd \"$1\"; " + change, source.toString());
      chain = chain.next(all.get(all.size() - 1).capture());
      all.add(take(chain));
    }
    for (Taken taken : all) {
      Path target = bed.resolve("target" + all.indexOf(taken));
      RestoreReport report = restore(taken, target);
      assertThat(Folder.digest(target))
          .as("point %d", all.indexOf(taken))
          .isEqualTo(taken.digest());
      assertThat(report.contents()).isEqualTo(taken.capture().contents());
      driver.checkStructure(
          taken.capture(), taken.chain().members().members(), taken.chain(), step());
    }
    assertThat(Lineage.of(all.get(5).capture()).orElseThrow().points()).hasSize(5);
  }

  @Test
  void withoutAChangeNothingButTheListIsWritten() {
    settle();
    Taken full = take(MemoryChain.first("media"));
    Taken again = take(full.chain().next(full.capture()));
    assertThat(again.chain().members().members()).extracting(Member::format).containsOnly("list");
    assertThat(again.capture().facts())
        .containsEntry("files written", "0")
        .containsEntry("paths gone", "0")
        .containsEntry("rests on", full.chain().point());
    assertThat(again.capture().contents()).isEqualTo(full.capture().contents());
  }

  @Test
  void whatIsTouchedAndEqualIsNotStoredAgain() {
    settle();
    Taken full = take(MemoryChain.first("media"));
    Folder.bash("cd \"$1\"; find . -type f -exec touch {} +", source.toString());
    Taken touched = take(full.chain().next(full.capture()));
    assertThat(touched.capture().facts()).containsEntry("files written", "0");
    Path target = bed.resolve("target");
    restore(touched, target);
    assertThat(Folder.digest(target)).isEqualTo(touched.digest());
  }

  @Test
  void aChangeThatKeepsSizeAndTimeIsNoticed() {
    Folder.bash("cd \"$1\"; touch -r photos/a.txt ../reference; sleep 2.1", source.toString());
    Taken full = take(MemoryChain.first("media"));
    Folder.bash(
        "cd \"$1\"; printf 'HELLO' > photos/a.txt; touch -r ../reference photos/a.txt",
        source.toString());
    Taken changed = take(full.chain().next(full.capture()));
    Path target = bed.resolve("target");
    restore(changed, target);
    assertThat(target.resolve("photos/a.txt")).hasContent("HELLO");
  }

  @Test
  void aLostBaseIsNoticedBeforeAnythingIsPutInPlace() {
    Taken full = take(MemoryChain.first("media"));
    Taken more = take(full.chain().next(full.capture()));
    MemoryMembers base = full.chain().members();
    base.members().stream()
        .filter(member -> member.format().equals("tar"))
        .forEach(member -> base.truncate(member.file(), 1024));
    Path target = bed.resolve("target");
    Fault fault = Assertions.catchThrowableOfType(Fault.class, () -> restore(more, target));
    assertThat(fault.code()).isIn(FaultCode.CONTENT_MISMATCH, FaultCode.DECRYPTION_FAILED);
    assertThat(target).doesNotExist();
  }

  @Test
  void aFullOneIsTakenWhenItIsDueAndAfterThirtyOfChanges() throws IOException {
    Path small = Files.createDirectory(bed.resolve("small"));
    Files.writeString(small.resolve("a"), "a");
    Settings settings = new Settings(Map.of("path", small.toString(), "full-every", "1d"));
    Clock now = Clock.systemUTC();
    MemoryChain chain = MemoryChain.first("media");
    for (int i = 0; i <= Chain.MOST_INCREMENTS; i++) {
      SourceCapture capture = driver.capture("media", settings, chain, step());
      assertThat(Lineage.of(capture).orElseThrow().points()).hasSize(i);
      chain = chain.next(capture);
    }
    SourceCapture full = driver.capture("media", settings, chain, step());
    assertThat(Lineage.of(full).orElseThrow().points()).isEmpty();
    assertThat(full.facts().get("full because")).contains("30");
    MemoryChain tomorrow = chain.next(full);
    Clock later = Clock.offset(now, Duration.ofHours(23));
    SourceCapture due =
        new DirectorySourceDriver(later).capture("media", settings, tomorrow, step());
    assertThat(due.facts().get("full because")).contains("the last full one is of");
  }

  @Test
  void onePathComesBackAloneFromAPlainCaptureAndFromAChain() {
    Taken full = take(MemoryChain.first("media"));
    Folder.bash(
        "cd \"$1\"; printf new > photos/2024/new.txt; ln zeros.bin photos/2024/link-in",
        source.toString());
    Taken more = take(full.chain().next(full.capture()));
    Path target = bed.resolve("part");
    RestoreReport report = restore(more, with(target, "photos/2024"));
    Folder.bash(
        "diff -r \"$1/photos/2024\" \"$2/photos/2024\"", target.toString(), source.toString());
    assertThat(Folder.bash("cd \"$1\"; find . | sort", target.toString()).lines())
        .containsExactly(
            ".",
            "./photos",
            "./photos/2024",
            "./photos/2024/big.jpg",
            "./photos/2024/link-in",
            "./photos/2024/new.txt");
    assertThat(report.notes()).anyMatch(note -> note.contains("only 'photos/2024'"));

    Path name = bed.resolve("name");
    restore(more, with(name, "photos/hard2"));
    assertThat(name.resolve("photos/hard2")).hasSameBinaryContentAs(source.resolve("photos/hard2"));
    assertThat(name.resolve("photos/2024")).doesNotExist();

    MemoryMembers plain = new MemoryMembers("media");
    SourceCapture capture = driver.capture("media", Folder.settings(source), plain, step());
    Path second = bed.resolve("second");
    driver.restore(
        capture, plain.members(), plain, with(second, "sealed/file"), settings(), step());
    assertThat(second.resolve("sealed/file")).hasContent("x");
    assertThat(Folder.bash("cd \"$1\"; find . -type f", second.toString())).hasLineCount(1);
    Settings nowhere = with(bed.resolve("third"), "photos/2030");
    Fault fault = Assertions.catchThrowableOfType(Fault.class, () -> restore(more, nowhere));
    assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
    assertThat(bed.resolve("third")).doesNotExist();
  }

  @Test
  void aSparseFileIsStoredSmallAndComesBackSparse() throws IOException {
    Path sparse = Files.createDirectory(bed.resolve("sparse"));
    Folder.bash("cd \"$1\"; truncate -s 300M hole; printf end >> hole", sparse.toString());
    MemoryChain chain = MemoryChain.first("media");
    Settings settings = new Settings(Map.of("path", sparse.toString(), "full-every", "7d"));
    SourceCapture capture =
        driver.capture("media", settings, new Compressing(chain.members()), step());
    Path target = bed.resolve("target");
    driver.restore(
        capture,
        chain.members().members(),
        new Compressing(chain.members()),
        Folder.settings(target),
        settings,
        step());
    assertThat(Folder.bash("cmp \"$1\" \"$2\"", sparse + "/hole", target + "/hole")).isEmpty();
    assertThat(Folder.bash("du -k \"$1\" | cut -f1", target + "/hole").strip())
        .satisfies(blocks -> assertThat(Long.parseLong(blocks)).isLessThan(1024));
    // Whichever part is free first takes the file.
    assertThat(chain.members().members().stream().mapToLong(Member::contentBytes).sum())
        .isBetween(1L, 300_000L);
  }

  /** One point of a chain, and what was there when it was taken. */
  private record Taken(MemoryChain chain, SourceCapture capture, String digest) {}

  private Taken take(MemoryChain chain) {
    SourceCapture capture = driver.capture("media", settings(), chain, step());
    return new Taken(chain, capture, Folder.digest(source));
  }

  private static Settings with(Path target, String only) {
    return new Settings(Map.of("path", target.toString(), "only", only));
  }

  private RestoreReport restore(Taken taken, Path target) {
    return restore(taken, Folder.settings(target));
  }

  private RestoreReport restore(Taken taken, Settings target) {
    return driver.restore(
        taken.capture(),
        taken.chain().members().members(),
        taken.chain(),
        target,
        settings(),
        step());
  }

  private Settings settings() {
    return new Settings(Map.of("path", source.toString(), "full-every", "7d", "members", 2L));
  }

  private TestStep step() {
    return TestStep.of("run-" + ++runs + "-" + ProcessHandle.current().pid(), 1);
  }

  /** What was changed a moment before a capture is read again by the next one. */
  private static void settle() {
    Folder.bash("sleep 2.2");
  }
}

package io.drillbook.store;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.record.EntryDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of anchors share: two vaults, a record, and a day that passes. */
abstract class AnchorTestBed {
  @TempDir Path home;
  EvidenceBed bed;

  @BeforeEach
  void start() throws IOException {
    bed = new EvidenceBed(home);
  }

  @AfterEach
  void close() {
    bed.close();
  }

  void aDayLater() {
    bed.now = bed.now.plus(Duration.ofDays(1));
  }

  List<Path> files(String vault) throws IOException {
    Path folder = home.resolve(vault).resolve(Anchor.FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(".json")).sorted().toList();
    }
  }

  static EntryDraft byTheBoss(EntryDraft entry) {
    return new EntryDraft(
        entry.at(),
        entry.kind(),
        entry.step(),
        entry.name(),
        "boss",
        entry.attempt(),
        entry.outcome(),
        entry.details());
  }
}

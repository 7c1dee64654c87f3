package io.drillbook.driver.source.directory;

import io.drillbook.driver.source.directory.Archive.First;
import io.drillbook.driver.source.directory.FileReader.Kept;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Writes one archive from what is handed out, and tells of each thing what it was. */
final class Archiving {
  /** Told of everything that was captured, by several threads. */
  interface Account {
    /** A file that an archive holds, or an earlier capture. */
    void file(Work work, Kept kept) throws IOException;

    /** A further name of a file. */
    void name(Work work, First first) throws IOException;

    void link(Work work, String target) throws IOException;

    void folder(Work work) throws IOException;

    /** It is not there any more. */
    void vanished(Work work) throws IOException;
  }

  private final Archive archive;
  private final FileReader files;
  private final Account account;
  private final Census census;
  private final Findings findings;
  private final LongConsumer progress;

  Archiving(
      Archive archive,
      Account account,
      Census census,
      Findings findings,
      LongConsumer progress,
      StepContext context) {
    this.archive = archive;
    this.account = account;
    this.census = census;
    this.findings = findings;
    this.progress = progress;
    this.files = new FileReader(archive, findings, progress, context);
  }

  void write(Work work) throws IOException {
    Item item = work.item();
    Stat stat = item.stat();
    if (stat.isFolder()) {
      archive.folder(item.folder());
      census.folder();
      account.folder(work);
      progress.accept(0);
    } else if (stat.isLink()) {
      symbolicLink(work);
    } else {
      Optional<First> first = item.isHardLinked() ? archive.first(stat) : Optional.empty();
      if (first.isPresent()) {
        name(work, first.get());
      } else {
        file(work);
      }
    }
  }

  /** Whoever has the earlier capture has the name too, if it and its file are as they were. */
  private void name(Work work, First first) throws IOException {
    Item item = work.item();
    Line before = work.before();
    boolean known =
        !first.here()
            && before != null
            && before.kind() == Line.NAME
            && before.target().equals(first.name());
    if (!known) {
      archive.folder(item.folder());
      archive.hardLink(item.name(), first, item.stat());
    }
    census.file(item.group(), item.stat().size());
    account.name(work, first);
  }

  private void file(Work work) throws IOException {
    Item item = work.item();
    Kept kept = unchanged(work);
    if (kept == null) {
      kept = files.read(item, work.before());
    }
    if (kept == null) {
      account.vanished(work);
      return;
    }
    if (item.isHardLinked()) {
      archive.remember(kept.stat(), new First(item.name(), kept.here()));
    }
    census.file(item.group(), kept.stat().size());
    account.file(work, kept);
  }

  /** A file with several names comes by here only to be known to the further ones. */
  private static Kept unchanged(Work work) {
    Line before = work.before();
    Stat stat = work.item().stat();
    if (before == null || before.kind() != Line.FILE || !before.isUnchanged(stat)) {
      return null;
    }
    return new Kept(stat, before.sum(), before.attributes(), false);
  }

  private void symbolicLink(Work work) throws IOException {
    Item item = work.item();
    String target;
    try {
      target = RawName.ofTarget(Files.readSymbolicLink(item.path()));
    } catch (FileSystemException e) {
      findings.vanished(item.name());
      account.vanished(work);
      return;
    }
    archive.folder(item.folder());
    archive.symbolicLink(item.name(), target, item.stat());
    census.link();
    account.link(work, target);
  }
}

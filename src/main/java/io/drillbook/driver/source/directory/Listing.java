package io.drillbook.driver.source.directory;

import io.drillbook.driver.source.directory.Archive.First;
import io.drillbook.driver.source.directory.FileReader.Kept;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the list of a capture that others may build on, and compares with an earlier one. */
final class Listing implements Archiving.Account {
  private final ListWriter list;
  private final Comparison earlier;
  private final Gone gone;
  private final Instant began;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  /**
   * A list.
   *
   * @param earlier null for a full capture
   * @param began when the capture began
   */
  Listing(ListWriter list, Comparison earlier, Gone gone, Instant began) {
    this.list = list;
    this.earlier = earlier;
    this.gone = gone;
    this.began = began;
  }

  /** What is to be done about a thing; null where it is as it was, and listed. */
  Work next(Item item, Census census) {
    try {
      Line before = earlier == null ? null : earlier.before(item.name(), item.stat());
      ListWriter.Place place = list.next();
      boolean same =
          before != null
              && before.kind() != Line.NAME
              && !item.isHardLinked()
              && before.isUnchanged(item.stat());
      if (!same) {
        return new Work(item, before, place);
      }
      count(item, census);
      place.put(before);
      return null;
    } catch (IOException e) {
      throw DirectoryFaults.writing(Parts.LIST_PART, e);
    }
  }

  private void count(Item item, Census census) {
    if (item.stat().isFolder()) {
      census.folder();
    } else if (item.stat().isLink()) {
      census.link();
    } else {
      census.file(item.group(), item.stat().size());
      kept.incrementAndGet();
    }
  }

  @Override
  public void file(Work work, Kept file) throws IOException {
    Line line = Line.stored(work.item().name(), file, began);
    (file.here() ? stored : kept).incrementAndGet();
    work.place().put(file.here() ? line : line.kept(work.before()));
  }

  @Override
  public void name(Work work, First first) throws IOException {
    put(work, Line.NAME, first.name(), Map.of());
  }

  @Override
  public void link(Work work, String target) throws IOException {
    put(work, Line.LINK, target, Map.of());
  }

  @Override
  public void folder(Work work) throws IOException {
    Item item = work.item();
    // What cannot be kept was told when the archive took it.
    Findings quiet = new Findings(true);
    put(work, Line.FOLDER, "", Attributes.of(item.path(), item.name(), quiet));
  }

  @Override
  public void vanished(Work work) throws IOException {
    if (work.before() != null) {
      gone.add(work.item().name());
    }
    work.place().drop();
  }

  private void put(Work work, char kind, String target, Map<String, String> attributes)
      throws IOException {
    Item item = work.item();
    work.place().put(Line.of(kind, item.stat(), item.name(), target, attributes, began));
  }

  void stop() {
    list.stop();
  }

  /** The walk is over. */
  void endOfWalk() throws IOException {
    if (earlier != null) {
      earlier.end();
    }
  }

  void close() throws IOException {
    list.close();
    gone.close();
  }

  /** For the manifest. */
  Map<String, String> facts() {
    return Map.of(
        "files written", stored.toString(),
        "files as before", kept.toString(),
        "paths gone", String.valueOf(gone.count()));
  }
}

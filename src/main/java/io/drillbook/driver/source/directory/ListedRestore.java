package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.driver.source.directory.ListedArchive.Taker;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings a capture back by its list: folders and links first, then the bytes of each file from the
 * capture that holds them. Each archive is read once, and nothing is written that does not stay.
 */
final class ListedRestore {
  private final Tree tree;
  private final Parts parts;
  private final Selection selection;
  private final Map<String, String> aliases = new HashMap<>();
  private final Member list;
  private final MemberReader reader;
  private final StepContext context;

  ListedRestore(
      Tree tree, Parts parts, Selection selection, MemberReader reader, StepContext context) {
    this.tree = tree;
    this.selection = selection;
    this.parts = parts;
    this.list = parts.list().orElseThrow();
    this.reader = reader;
    this.context = context;
  }

  void run() throws IOException {
    findAliases();
    Map<String, Long> wanted = folders();
    Map<String, List<Member>> archives = new LinkedHashMap<>();
    for (Earlier earlier : reader.earlier()) {
      archives.put(earlier.point(), new Parts(earlier.members()).archives());
    }
    archives.put(Line.HERE, parts.archives());
    for (Map.Entry<String, Long> one : wanted.entrySet()) {
      if (one.getValue() == 0) {
        continue;
      }
      files(one.getKey(), archives.getOrDefault(one.getKey(), List.of()), one.getValue());
    }
    names();
  }

  /** Further names of files whose first name is not wanted: the first of them takes its place. */
  private void findAliases() throws IOException {
    if (selection.isAll()) {
      return;
    }
    try (ListReader lines = new ListReader(reader.open(list))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        context.cancellation().check();
        if (line.kind() == Line.NAME
            && selection.has(line.name())
            && !selection.has(line.target())) {
          aliases.putIfAbsent(line.target(), line.name());
        }
      }
    }
  }

  /** Where the bytes of a file go; empty where they are not wanted. */
  private Optional<String> place(Line line) {
    return selection.has(line.name())
        ? Optional.of(line.name())
        : Optional.ofNullable(aliases.get(line.name()));
  }

  /** Makes everything that has no bytes; returns how many files each capture has to give. */
  private Map<String, Long> folders() throws IOException {
    Map<String, Long> wanted = new TreeMap<>();
    try (ListReader lines = new ListReader(reader.open(list))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        context.cancellation().check();
        context.progress(list.file(), 0, list.contentBytes());
        if (line.kind() == Line.FILE) {
          wanted.merge(line.from(), place(line).isPresent() ? 1L : 0L, Long::sum);
        } else if (line.kind() == Line.FOLDER
            ? selection.passes(line.name())
            : selection.has(line.name())) {
          make(line);
        }
      }
    }
    return wanted;
  }

  private void files(String from, List<Member> archives, long wanted) {
    AtomicLong taken = new AtomicLong();
    Taker taker =
        new Taker() {
          @Override
          public boolean wants(Line line) {
            return place(line).isPresent();
          }

          @Override
          public OutputStream begin(Line line) throws IOException {
            return tree.file(place(line).orElseThrow());
          }

          @Override
          public void done(Line line) throws IOException {
            tree.fileDone(place(line).orElseThrow(), line.look());
          }
        };
    List<SideBySide.Part> streams = new ArrayList<>();
    for (Member archive : archives) {
      streams.add(
          inner ->
              taken.addAndGet(new ListedArchive(reader, list, inner).take(archive, from, taker)));
    }
    SideBySide.run(context, streams);
    requireAll(from, taken.get(), wanted);
  }

  static void requireAll(String from, long taken, long wanted) {
    if (taken != wanted) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to find all files of the list, only %d of %d are there: '%s'"
              .formatted(taken, wanted, from.equals(Line.HERE) ? "this recovery point" : from),
          "Nothing was put in place; is the recovery point that holds them whole?");
    }
  }

  private void names() throws IOException {
    try (ListReader lines = new ListReader(reader.open(list))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        context.cancellation().check();
        if (line.kind() == Line.NAME && selection.has(line.name())) {
          String first = aliases.getOrDefault(line.target(), line.target());
          if (first.equals(line.name())) {
            continue;
          }
          try {
            tree.hardLink(line.name(), first);
          } catch (IOException e) {
            throw DirectoryFaults.restoring(RawName.shown(line.name()), e);
          }
        }
      }
    }
  }

  private void make(Line line) {
    try {
      switch (line.kind()) {
        case Line.FOLDER -> tree.folder(line.name(), line.look());
        case Line.LINK -> tree.symbolicLink(line.name(), line.target(), line.look());
        case Line.NAME -> {
          // Made last, when the file is there.
        }
        default -> throw Tree.unsafe(line.name());
      }
    } catch (IOException e) {
      throw DirectoryFaults.restoring(RawName.shown(line.name()), e);
    }
  }
}

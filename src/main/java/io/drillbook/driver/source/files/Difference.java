package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares what was restored with what is where it belongs on this machine, for people to read on
 * the record: a unified diff of each file, as the program {@code diff} makes it, without values
 * that look like secrets.
 */
final class Difference {
  private static final int MOST_LINES = 60;
  private static final int LONGEST = 160;
  private static final int MOST_NOTES = 20;
  private static final int OTHERS_READ = 04;

  private final Path root;
  private final Cancellation cancellation;

  Difference(Path root, Cancellation cancellation) {
    this.root = root;
    this.cancellation = cancellation;
  }

  /** One text for each file that differs, of several lines; and one about all others. */
  List<String> lines() throws IOException {
    List<String> notes = new ArrayList<>();
    long same = 0;
    long more = 0;
    for (Path restored : files(root)) {
      cancellation.check();
      String note = compare(restored, original(root, restored));
      if (note.isEmpty()) {
        same++;
      } else if (notes.size() < MOST_NOTES) {
        notes.add(note);
      } else {
        more++;
      }
    }
    notes.add(
        "compared with what is there now: "
            + notes.size()
            + " files differ"
            + (more > 0 ? ", " + more + " more do that are not shown" : "")
            + ", "
            + same
            + " are equal");
    return notes;
  }

  /** Everything that was restored but folders, in the order of the names. */
  static List<Path> files(Path root) throws IOException {
    Path files = root.resolve(Layout.FILES);
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(path -> !isFolder(path)).sorted().toList();
    }
  }

  static Path original(Path root, Path restored) {
    return Layout.original(root.relativize(restored).toString());
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  private String compare(Path restored, Path original) throws IOException {
    Stat then = Stat.of(restored);
    Stat now;
    try {
      now = Stat.of(original);
    } catch (NoSuchFileException e) {
      return "is not there now: " + original;
    }
    StringBuilder note = new StringBuilder();
    if (then.isLink() || now.isLink()) {
      if (!Placement.isSameLink(restored, original)) {
        note.append("differs, now ").append(kind(now, original));
        note.append(", restored ").append(kind(then, restored)).append(": ").append(original);
      }
    } else if (now.isRegular() && Files.mismatch(restored, original) >= 0) {
      note.append(diff(restored, original, then, now));
    } else if (!now.isRegular()) {
      note.append("differs, now no file: ").append(original);
    }
    if (!then.isLink() && !looks(then).equals(looks(now))) {
      note.append(note.isEmpty() ? "" : "\n");
      note.append("mode and owner now " + looks(now) + ", restored " + looks(then) + ": ");
      note.append(original);
    }
    return note.toString();
  }

  private static String kind(Stat stat, Path path) throws IOException {
    return stat.isLink() ? "-> " + Files.readSymbolicLink(path) : "no link";
  }

  static String looks(Stat stat) {
    return "%04o %d:%d".formatted(stat.permissions(), stat.uid(), stat.gid());
  }

  private String diff(Path restored, Path original, Stat then, Stat now) {
    List<String> words =
        List.of(
            "diff",
            "--unified=1",
            "--label=now " + original,
            "--label=restored " + original,
            "--",
            original.toString(),
            restored.toString());
    boolean closed = (then.permissions() & now.permissions() & OTHERS_READ) == 0;
    String name = original.getFileName().toString();
    SecretLines lines = new SecretLines(closed || SecretLines.isSecretFile(name));
    try (ChildProcess child =
        ChildProcess.start(words, Map.of("LC_ALL", "C"), null, cancellation)) {
      String text = read(child, lines);
      child.await();
      return text.isEmpty() ? "differs: " + original : text;
    } catch (IOException e) {
      return "differs: " + original;
    } catch (Fault e) {
      if (e.code() != FaultCode.TOOL_MISSING) {
        throw e;
      }
      return "differs (there is no program 'diff' that could tell how): " + original;
    }
  }

  private static String read(ChildProcess child, SecretLines lines) throws IOException {
    List<String> shown = new ArrayList<>();
    long left = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (shown.size() >= MOST_LINES) {
          left++;
        } else {
          shown.add(shown(line, shown.size(), lines));
        }
      }
    }
    if (left > 0) {
      shown.add("… and " + left + " lines more");
    }
    return String.join("\n", shown);
  }

  /** The first two lines name the files; in all others the first letter is the diff's own. */
  private static String shown(String line, int number, SecretLines lines) {
    if (number < 2 || line.isEmpty() || line.startsWith("@@") || line.startsWith("\\")) {
      return line;
    }
    String shown = line.charAt(0) + lines.shown(line.substring(1));
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
  }
}

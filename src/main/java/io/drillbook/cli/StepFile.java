package io.drillbook.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Steps as a table that any spreadsheet writes: comma or semicolon, quotes as in RFC 4180, the
 * names of the columns in the first line.
 */
final class StepFile {
  private static final Set<String> COLUMNS = Set.of("step", "began", "ended", "by", "note");
  private static final Set<String> NEEDED = Set.of("step", "began", "by");
  private static final long MOST_BYTES = 4 << 20;

  private StepFile() {}

  /** Each row by its columns; a row without any text is none. */
  static List<Map<String, String>> read(Path file) {
    List<List<String>> rows = rows(text(file));
    if (rows.isEmpty()) {
      throw wrong(file, "it is empty");
    }
    List<String> head =
        rows.get(0).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    if (!COLUMNS.containsAll(head)
        || !head.containsAll(NEEDED)
        || Set.copyOf(head).size() < head.size()) {
      throw wrong(file, "its first line is " + head);
    }
    List<Map<String, String>> steps = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (row.size() != head.size()) {
        throw wrong(file, "row " + i + " has " + row.size() + " cells instead of " + head.size());
      }
      Map<String, String> step = new TreeMap<>();
      for (int column = 0; column < row.size(); column++) {
        step.put(head.get(column), row.get(column).strip());
      }
      steps.add(step);
    }
    return steps;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw wrong(file, "it has more than 4 MiB");
      }
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw wrong(file, "it is not UTF-8");
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to read: '" + file + "'",
          "Check that it is there and that you may read it.",
          e);
    }
  }

  private static List<List<String>> rows(String text) {
    String head = text.lines().findFirst().orElse("");
    char comma = head.indexOf(';') >= 0 && head.indexOf(',') < 0 ? ';' : ',';
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (quoted) {
        if (letter != '"') {
          cell.append(letter);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(letter);
          i++;
        } else {
          quoted = false;
        }
      } else if (letter == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (letter == comma || letter == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        if (letter == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (letter != '\r') {
        cell.append(letter);
      }
    }
    if (!row.isEmpty() || cell.length() > 0) {
      row.add(cell.toString());
      rows.add(row);
    }
    return rows;
  }

  private static CliFailure wrong(Path file, String why) {
    return new CliFailure(
        ExitCodes.USAGE,
        "unable to read the steps: '" + file + "': " + why,
        "Write one step a line under step,began,ended,by,note (ended and note may be left out).");
  }
}

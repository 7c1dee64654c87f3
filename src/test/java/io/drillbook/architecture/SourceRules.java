package io.drillbook.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about source files that classes no longer show. */
final class SourceRules {
  private static final int MOST_LINES = 300;
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:abstract |final |sealed |non-sealed )*"
              + "(?:class|interface|record|enum|@interface) (\\w+)");
  private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

  private SourceRules() {}

  /** What is wrong with one file, each with the fix. */
  static List<String> problems(String name, String source) {
    List<String> problems = new ArrayList<>();
    long lines = source.lines().count();
    if (lines > MOST_LINES) {
      problems.add(name + " has " + lines + " lines: split it, 300 are the limit");
    }
    Matcher type = PUBLIC_TYPE.matcher(source);
    while (type.find()) {
      if (!isDocumented(source.substring(0, type.start()))) {
        problems.add(name + " has no Javadoc on " + type.group(1) + ": say what it means");
      }
    }
    if (LEFT_FOR_LATER.matcher(source).find()) {
      problems.add(name + " leaves something for later: do it, or open an issue");
    }
    return problems;
  }

  /** Between a type's Javadoc and the type stand annotations only, never a statement. */
  private static boolean isDocumented(String before) {
    int end = before.lastIndexOf("*/");
    return end >= 0
        && before.lastIndexOf("/**", end) == before.lastIndexOf("/*", end)
        && before.indexOf(';', end) < 0;
  }

  /** The files of some kind under some folders; a folder that is not there holds none. */
  static List<Path> files(String ending, String... folders) {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
          all.filter(path -> Files.isRegularFile(path) && path.toString().endsWith(ending))
              .forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }
}

package io.drillbook.domain.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the word behind an option that sounds like a secret's, as in {@code --password x}: in the
 * same word of a command, as the next word of a list, or on the next line.
 */
final class SecretOptions {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:password|passwd|passphrase|token|secret|api[-_]?key)([\\w.-]*+)",
          Pattern.CASE_INSENSITIVE);

  /** What stands between an option and its value, with the mark that opens a quoted one. */
  private static final Pattern GAP =
      Pattern.compile("(?:\\\\\"|''|[\"'])?(?:\\s*(,)\\s*|\\s+)(\\\\\"|''|[\"'])?");

  /** Nothing more on this line; a comma or a backslash says that the next one goes on. */
  private static final Pattern LAST = Pattern.compile("[\"']?\\s*(,|\\\\)?\\s*(?:#.*)?");

  private static final Pattern COMMENT = Pattern.compile("(\\s*#)(.*)", Pattern.DOTALL);
  private static final Pattern ITEM = Pattern.compile("(\\s*)(- +)?([\"'])?");
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z].*", Pattern.DOTALL);
  private static final Pattern END_OF_WORD = Pattern.compile("[\\s\"']");
  private static final Pattern END_IN_FLOW = Pattern.compile("[\\s\"',\\]}]");
  private static final Pattern END_OF_ITEM = Pattern.compile("[,\\]}]|\\s+#|\\s*$");

  private Optional<Waiting> waiting = Optional.empty();

  /**
   * An option whose value may come on the next line.
   *
   * @param indent of the list that it is in; below zero where any line may go on
   * @param comment whether it stands in a comment
   */
  private record Waiting(int indent, boolean comment) {}

  /** A line with its value masked, where it has one; lines are given in their order. */
  String line(String line) {
    Matcher comment = COMMENT.matcher(line);
    boolean commented = comment.matches();
    String prefix = commented ? comment.group(1) : "";
    String rest = commented ? comment.group(2) : line;
    Optional<Waiting> before = waiting.filter(it -> it.comment() == commented);
    if (rest.isBlank() || (before.isEmpty() && waiting.isPresent() && commented)) {
      return line;
    }
    waiting = Optional.empty();
    int from = before.map(it -> valueEnd(rest, it)).orElse(0);
    String head = from == 0 ? "" : upToValue(rest) + MaskedText.MASK;
    return prefix + head + masked(rest, from, commented);
  }

  /** Behind the value that an option before is waiting for; 0 where this line has none. */
  private static int valueEnd(String line, Waiting since) {
    Matcher item = ITEM.matcher(line);
    boolean other = !item.lookingAt();
    if (other || (since.indent() >= 0 && !isNext(item, since.indent()))) {
      return 0;
    }
    int end = end(END_OF_ITEM, line, item.end());
    if (item.group(3) != null) {
      int closing = new YamlLine(line).closing(item.end());
      end = closing < 0 ? line.stripTrailing().length() : closing;
    }
    return isLiteral(line.substring(item.end(), end)) ? end : 0;
  }

  private static boolean isNext(Matcher item, int indent) {
    return item.group(2) != null && item.group(1).length() == indent;
  }

  private static String upToValue(String line) {
    Matcher item = ITEM.matcher(line);
    return item.lookingAt() ? item.group() : "";
  }

  private String masked(String line, int from, boolean commented) {
    YamlLine yaml = new YamlLine(line);
    Matcher name = NAME.matcher(line);
    StringBuilder masked = new StringBuilder();
    int done = from;
    for (int at = from; name.find(at); at = Math.max(done, name.end())) {
      boolean option = isOption(line, yaml.wordStart(name.start()), name.group(1));
      if (option && !isLast(yaml, line, name, commented)) {
        Span value = value(yaml, line, name);
        if (isLiteral(line.substring(value.from(), value.to()))) {
          masked.append(line, done, value.from()).append(MaskedText.MASK);
          done = value.to();
        }
      }
    }
    return masked.append(line, done, line.length()).toString();
  }

  private static boolean isOption(String line, int start, String suffix) {
    return line.charAt(start) == '-'
        && !line.startsWith("--no-", start)
        && !MaskedText.leadsToOne(suffix);
  }

  /** Whether the line ends with the option; then the next one may have its value. */
  private boolean isLast(YamlLine yaml, String line, Matcher name, boolean commented) {
    Matcher last = LAST.matcher(line).region(name.end(), line.stripTrailing().length());
    if (!last.matches()) {
      return false;
    }
    if (last.group(1) != null) {
      waiting = Optional.of(new Waiting(-1, commented));
    } else if (yaml.beginsWord(name.start())) {
      int indent = line.length() - line.stripLeading().length();
      waiting = Optional.of(new Waiting(indent, commented));
    }
    return true;
  }

  private record Span(int from, int to) {}

  /** Nothing where no value follows on this line. */
  private static Span value(YamlLine yaml, String line, Matcher name) {
    Matcher gap = GAP.matcher(line).region(name.end(), yaml.end());
    int outer = yaml.closing(name.start());
    if (!gap.lookingAt() || isBeyond(yaml, name, gap.end())) {
      return new Span(name.end(), name.end());
    }
    int at = gap.end();
    int own = yaml.closing(at);
    if (own >= 0 && own != outer) {
      return new Span(at, own);
    }
    int limit = own >= 0 ? own : at < yaml.comment() ? yaml.comment() : yaml.end();
    return new Span(at, Math.min(limit, valueEnd(yaml, line, name.start(), gap)));
  }

  /** What follows a quoted text is no value of an option that only ends it. */
  private static boolean isBeyond(YamlLine yaml, Matcher name, int at) {
    int outer = yaml.closing(name.start());
    return outer >= 0 && at > outer && !(outer == name.end() && yaml.beginsWord(name.start()));
  }

  private static int valueEnd(YamlLine yaml, String line, int name, Matcher gap) {
    int at = gap.end();
    String mark = gap.group(2);
    if (mark != null) {
      int closing = line.indexOf(mark, at);
      return closing < 0 ? yaml.end() : closing;
    }
    boolean next = gap.group(1) != null && yaml.closing(at) < 0;
    if (next) {
      return end(END_OF_ITEM, line, at);
    }
    return end(yaml.isFlow(name) && yaml.closing(at) < 0 ? END_IN_FLOW : END_OF_WORD, line, at);
  }

  private static int end(Pattern stop, String line, int at) {
    Matcher found = stop.matcher(line).region(at, line.length());
    return found.find() ? found.start() : line.length();
  }

  private static boolean isLiteral(String value) {
    return !value.isBlank() && !value.startsWith("${") && !OPTION.matcher(value).matches();
  }
}

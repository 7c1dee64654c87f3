package io.drillbook.domain.audit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a plan as it is kept. Under their own keys secrets are references, and a literal is
 * refused; in a word of a command or in a comment nothing refuses one, and what is kept is kept for
 * ever. So whatever follows there a name that sounds like a secret's is masked. It rather masks too
 * much: that the file was another one its digest tells.
 */
public final class MaskedText {
  /** Stands for what was masked. */
  public static final String MASK = "******";

  private static final Pattern NAME =
      Pattern.compile(
          "(?:password|passwd|passphrase|token|secret|api[-_]?key)([\\w.-]*+)\\\\?[\"']?\\s*([=:])\\s*",
          Pattern.CASE_INSENSITIVE);

  /** Names of what only leads to a secret, such as {@code --password-file}. */
  private static final Pattern LEADS_TO_ONE =
      Pattern.compile(".*[-_.](file|path|dir|name|env|stdin)", Pattern.CASE_INSENSITIVE);

  private static final Pattern IN_WORDS = Pattern.compile("\\s");
  private static final Pattern IN_FLOW = Pattern.compile("[,\\]}]");
  private static final Pattern IN_WORDS_OF_FLOW = Pattern.compile("[\\s,\\]}]");

  private MaskedText() {}

  /** The text with what looks like a literal secret masked. */
  public static String of(String text) {
    SecretOptions options = new SecretOptions();
    return List.of(text.split("\n", -1)).stream()
        .map(line -> options.line(line(line)))
        .collect(Collectors.joining("\n"));
  }

  private record Span(int from, int to) {}

  private static String line(String line) {
    YamlLine yaml = new YamlLine(line);
    Matcher name = NAME.matcher(line);
    StringBuilder masked = new StringBuilder();
    int done = 0;
    for (int from = 0; name.find(from); ) {
      from = name.end();
      if (isAboutASecret(yaml, name)) {
        Span value = value(yaml, line, name.start(), name.end());
        if (value.to() > value.from() && !line.startsWith("${", value.from())) {
          masked.append(line, done, value.from()).append(MASK);
          done = value.to();
          from = done;
        }
      }
    }
    return masked.append(line, done, line.length()).toString();
  }

  private static boolean isAboutASecret(YamlLine yaml, Matcher name) {
    return !leadsToOne(name.group(1)) && !yaml.isKey(name.start(2));
  }

  /** Whether a name goes on so that it names a file or the like, and no secret. */
  static boolean leadsToOne(String suffix) {
    return LEADS_TO_ONE.matcher(suffix).matches();
  }

  private static Span value(YamlLine yaml, String line, int name, int at) {
    if (at >= yaml.comment()) {
      return new Span(at, yaml.end());
    }
    int outer = yaml.closing(name);
    int limit = outer < 0 ? line.substring(0, yaml.comment()).stripTrailing().length() : outer;
    if (at >= limit) {
      return new Span(at, at);
    }
    String mark = mark(line, at, outer >= 0);
    if (!mark.isEmpty()) {
      int closing = line.indexOf(mark, at + mark.length());
      return new Span(at + mark.length(), closing < 0 || closing > limit ? limit : closing);
    }
    return new Span(at, end(yaml, line, name, new Span(at, limit)));
  }

  /** What quotes the value; within a quoted text the same mark stands escaped. */
  private static String mark(String line, int at, boolean within) {
    return Stream.of("\\\"", "''", "\"", "'")
        .filter(it -> within || it.length() == 1)
        .filter(it -> line.startsWith(it, at))
        .findFirst()
        .orElse("");
  }

  private static int end(YamlLine yaml, String line, int name, Span most) {
    boolean whole = yaml.beginsWord(name);
    if (yaml.closing(name) >= 0) {
      return whole ? most.to() : first(IN_WORDS, line, most);
    }
    if (yaml.isFlow(name)) {
      return first(whole ? IN_FLOW : IN_WORDS_OF_FLOW, line, most);
    }
    int end = whole ? most.to() : first(IN_WORDS, line, most);
    return line.charAt(end - 1) == ',' ? end - 1 : end;
  }

  private static int first(Pattern stop, String line, Span within) {
    Matcher found = stop.matcher(line).region(within.from(), within.to());
    return found.find() ? found.start() : within.to();
  }
}

package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program and its arguments, in which names in braces stand for something. */
record Words(List<String> raw) {
  static final String FILE = "{file}";

  private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  /** Whether a file is handed to the program rather than a stream. */
  boolean namesFile() {
    return raw.stream().anyMatch(word -> word.contains(FILE));
  }

  /**
   * What is run.
   *
   * @param file what {@code {file}} stands for; empty where it stands for nothing
   * @throws Fault INPUT_INVALID where something else stands in braces
   */
  List<String> filled(Map<String, String> variables, Optional<Path> file) {
    return raw.stream()
        .map(
            word ->
                replace(
                    word,
                    name ->
                        name.equals("file") && file.isPresent()
                            ? file.get().toString()
                            : Optional.ofNullable(variables.get(name))
                                .orElseThrow(() -> unknown(name))))
        .toList();
  }

  /** The same as a person types it into a shell: {@code {file}} is {@code "$FILE"}. */
  String typed() {
    return String.join(" ", raw.stream().map(Words::typed).toList());
  }

  private static String typed(String word) {
    StringBuilder text = new StringBuilder();
    Matcher braces = IN_BRACES.matcher(word);
    int end = 0;
    while (braces.find()) {
      text.append(quoted(word.substring(end, braces.start())));
      text.append("\"${").append(shellName(braces.group(1))).append(":?}\"");
      end = braces.end();
    }
    text.append(quoted(word.substring(end)));
    return text.isEmpty() ? "''" : text.toString();
  }

  /** The shell's variable that stands for a name in braces. */
  static String shellName(String name) {
    return name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }

  private static String quoted(String text) {
    return text.isEmpty() || PLAIN.matcher(text).matches()
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String replace(String word, Function<String, String> meaning) {
    return IN_BRACES
        .matcher(word)
        .replaceAll(found -> Matcher.quoteReplacement(meaning.apply(found.group(1))));
  }

  private static Fault unknown(String name) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to tell what an argument means: '{" + name + "}'",
        "Only {file}, in 'capture' and 'restore', and names under 'variables' may stand in"
            + " braces; a secret goes in by 'environment'.");
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts other roles into statements that pg_dump and this driver wrote about rights. */
final class RoleNames {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|[A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*|.",
          Pattern.DOTALL);

  private static final Pattern ROLES =
      Pattern.compile(
          " TO (?:(?:\"(?:[^\"]|\"\")*\"|[A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*),\\s*)+$");

  /** Words before a role; reserved ones, or such as cannot stand there otherwise. */
  static final Set<String> IN_GRANTS = Set.of("TO", "FROM", "AUTHORIZATION", "ROLE");

  /** Where the roles of a policy begin; they may be several. */
  static final Set<String> IN_POLICIES = Set.of("TO");

  static final Set<String> IN_MAPPINGS = Set.of("FOR");

  /** Not behind TO: what a role's parameter is set to may look like a role. */
  static final Set<String> IN_SETTINGS = Set.of("ROLE");

  private final Map<String, String> others;

  /** Names as they are, without quotes, in the statements' encoding. */
  RoleNames(Map<String, String> others) {
    this.others = Map.copyOf(others);
  }

  /** The statement with roles replaced that stand behind such words, outside of brackets. */
  String replace(String statement, Set<String> before) {
    Matcher tokens = TOKEN.matcher(statement);
    StringBuilder result = new StringBuilder();
    boolean role = false;
    String previous = "";
    int depth = 0;
    while (tokens.find()) {
      String token = tokens.group();
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      boolean name = Character.isLetter(token.charAt(0)) || "\"_".indexOf(token.charAt(0)) >= 0;
      if (role && name) {
        String other = others.get(Names.plain(token));
        result.append(other == null ? token : Names.quoted(other));
      } else {
        result.append(token);
      }
      String word = token.toUpperCase(Locale.ROOT);
      if (name) {
        role = !role && depth == 0 && before.contains(word) && isKeyword(word, previous);
      } else if (!token.isBlank()) {
        // Only a policy names several, and nothing else has a comma behind a role.
        role = token.equals(",") && before.equals(IN_POLICIES) && wasRole(result);
      }
      previous = token.isBlank() ? previous : word;
    }
    return result.toString();
  }

  /** A table may be called role, and stands in such statements without quotes. */
  private static boolean isKeyword(String word, String previous) {
    return !word.equals("ROLE") || previous.equals("FOR") || previous.equals("ALTER");
  }

  /** Whether a list of roles goes on: nothing but roles and commas since TO. */
  private static boolean wasRole(StringBuilder soFar) {
    return ROLES.matcher(soFar).find();
  }
}

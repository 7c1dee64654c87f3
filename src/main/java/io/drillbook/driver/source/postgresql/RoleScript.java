package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pg_dumpall wrote about roles, one statement each.
 *
 * @param statements without the closing semicolon
 */
record RoleScript(List<String> statements) {
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s;\"]+)";
  private static final Pattern CREATE = Pattern.compile("CREATE ROLE " + NAME);
  private static final Pattern ABOUT =
      Pattern.compile("(?:ALTER ROLE|COMMENT ON ROLE) " + NAME + " .*", Pattern.DOTALL);
  private static final Pattern MEMBER =
      Pattern.compile(
          "GRANT " + NAME + " TO " + NAME + "((?: WITH .*?)?)( GRANTED BY .*)?", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("GRANT [A-Z, ]+ ON PARAMETER \\S+ TO " + NAME + "((?: WITH .*)?)");
  private static final Pattern DEFAULTS =
      Pattern.compile(" (?:NOSUPERUSER|NOREPLICATION|NOBYPASSRLS)(?= |$)");

  RoleScript {
    statements = List.copyOf(statements);
  }

  /** Reads a script of pg_dumpall. */
  static RoleScript parse(String script) {
    return new RoleScript(Statements.of(script));
  }

  /** Roles the script makes, by their plain names. */
  List<String> roles() {
    return statements.stream()
        .map(CREATE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Names.plain(matcher.group(1)))
        .toList();
  }

  /** Whether the source had tablespaces of its own. */
  boolean hasTablespaces() {
    return statements.stream().anyMatch(text -> text.startsWith("CREATE TABLESPACE"));
  }

  /**
   * The statements that make only these roles and what belongs to them: nothing that would change a
   * role that is already there.
   */
  List<String> making(Set<String> roles) {
    return making(roles, Set.of());
  }

  /** The same without memberships of or in roles that others stand for. */
  List<String> making(Set<String> roles, Set<String> replaced) {
    return statements.stream()
        .filter(text -> !isMembershipOf(text, replaced))
        .flatMap(text -> kept(text, roles).stream())
        .toList();
  }

  private static boolean isMembershipOf(String statement, Set<String> replaced) {
    Matcher member = MEMBER.matcher(statement);
    return member.matches() && (names(member, 1, replaced) || names(member, 2, replaced));
  }

  private static Optional<String> kept(String statement, Set<String> roles) {
    Matcher create = CREATE.matcher(statement);
    if (create.matches()) {
      return Optional.of(statement).filter(text -> names(create, 1, roles));
    }
    Matcher about = ABOUT.matcher(statement);
    if (about.matches()) {
      // A new role has these anyway, and only a superuser may say so.
      return Optional.of(statement)
          .filter(text -> names(about, 1, roles))
          .map(text -> text.contains("'") ? text : DEFAULTS.matcher(text).replaceAll(""))
          .map(RoleScript::withoutDefaults);
    }
    Matcher parameter = PARAMETER.matcher(statement);
    if (parameter.matches()) {
      return Optional.of(statement).filter(text -> names(parameter, 1, roles));
    }
    Matcher member = MEMBER.matcher(statement);
    return member.matches() && (names(member, 1, roles) || names(member, 2, roles))
        // Who granted it may not be there; the restoring login grants it now.
        ? Optional.of("GRANT " + member.group(1) + " TO " + member.group(2) + member.group(3))
        : Optional.empty();
  }

  /** Attributes stand before the password, which is the only quoted text of such a statement. */
  private static String withoutDefaults(String statement) {
    int password = statement.indexOf(" PASSWORD '");
    if (password < 0 || !statement.contains(" WITH ")) {
      return statement;
    }
    return DEFAULTS.matcher(statement.substring(0, password)).replaceAll("")
        + statement.substring(password);
  }

  private static boolean names(Matcher matcher, int group, Set<String> roles) {
    return roles.contains(Names.plain(matcher.group(group)));
  }
}

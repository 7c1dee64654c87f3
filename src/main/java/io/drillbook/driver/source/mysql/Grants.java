package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a login may do with a whole database. What it may not see, the server hides without a word:
 * a dump by a login without EVENT holds no event and ends well.
 */
final class Grants {
  static final List<String> SOURCE =
      List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "EXECUTE", "LOCK TABLES");
  static final List<String> TARGET = List.of("CREATE", "DROP", "INSERT", "ALTER", "INDEX");

  private static final Pattern GRANT =
      Pattern.compile("GRANT (.+?) ON (?:`(.*)`|(\\*))\\.\\* TO .*");

  private Grants() {}

  /**
   * Refuses a login that could be shown a part only. What comes by a role counts where the server
   * lists it, as MariaDB does for roles that are in force.
   *
   * @throws Fault PERMISSION_DENIED naming what is missing
   */
  static void require(Session session, Server server, List<String> wanted) {
    Set<String> granted = new HashSet<>();
    for (String line : session.rows("show grants", row -> row.getString(1))) {
      Matcher matcher = GRANT.matcher(line);
      if (matcher.matches() && covers(matcher.group(2), server.database())) {
        granted.addAll(List.of(matcher.group(1).toUpperCase(Locale.ROOT).split(", ?")));
      }
    }
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(granted);
    if (!granted.contains("ALL PRIVILEGES") && !granted.contains("ALL") && !missing.isEmpty()) {
      String list = String.join(", ", missing);
      throw new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to see or change all of the database with this login: '"
              + server.address()
              + "': it lacks "
              + list,
          "Without these the server hides things without a word: GRANT %s ON %s.* TO the login."
              .formatted(list, Names.quoted(server.database())));
    }
  }

  /** Whether a pattern of a grant means the database; all of them where there is none. */
  private static boolean covers(String pattern, String database) {
    if (pattern == null) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    String text = pattern.replace("``", "`");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\' && i + 1 < text.length()) {
        regex.append(Pattern.quote(String.valueOf(text.charAt(++i))));
      } else if (letter == '%' || letter == '_') {
        regex.append(letter == '%' ? ".*" : ".");
      } else {
        regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(database).matches();
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Names;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables as a plan names them: {@code schema.table} or {@code schema.*}. As in SQL, a name without
 * double quotes is one of small letters.
 *
 * @param names none stands for everything
 */
record Wanted(List<Name> names) {
  private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\".*]+)";
  private static final Pattern NAME =
      Pattern.compile(PART + "\\.(?:(\\*)|" + PART + ")", Pattern.DOTALL);

  Wanted {
    names = List.copyOf(names);
  }

  /** One name of the plan. */
  record Name(String written, String schema, Optional<String> table) {
    boolean matches(String otherSchema, String otherTable) {
      return schema.equals(otherSchema) && table.map(otherTable::equals).orElse(true);
    }
  }

  /**
   * Reads names.
   *
   * @throws Fault INPUT_INVALID
   */
  static Wanted of(String key, List<String> written) {
    return new Wanted(written.stream().map(text -> name(key, text)).toList());
  }

  private static Name name(String key, String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the name of a table under '" + key + "': '" + text + "'",
          "Write schema.table or schema.*; odd letters in double quotes, as in SQL.");
    }
    Optional<String> table = Optional.ofNullable(matcher.group(3)).map(Wanted::plain);
    return new Name(text, plain(matcher.group(1)), table);
  }

  private static String plain(String part) {
    return part.startsWith("\"") ? Names.plain(part) : part.toLowerCase(Locale.ROOT);
  }

  boolean isEverything() {
    return names.isEmpty();
  }

  boolean names(String schema, String table) {
    return names.stream().anyMatch(name -> name.matches(schema, table));
  }

  /** Whether all of a schema is named. */
  boolean namesAllOf(String schema) {
    return names.stream().anyMatch(name -> name.table().isEmpty() && name.schema().equals(schema));
  }
}

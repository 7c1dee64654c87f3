package io.drillbook.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.support.SqlArrayValue;

/** Many values as one parameter, so that the statement stays the same however many there are. */
final class Arrays {
  private Arrays() {}

  /** Two columns of equal length. */
  record Pairs(SqlArrayValue first, SqlArrayValue second) {}

  static SqlArrayValue of(Collection<String> values) {
    return new SqlArrayValue("varchar", values.toArray());
  }

  /** Each key with each of its values. */
  static Pairs pairs(Map<String, ? extends Collection<String>> byKey) {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    byKey.forEach(
        (key, values) ->
            values.forEach(
                value -> {
                  first.add(key);
                  second.add(value);
                }));
    return new Pairs(of(first), of(second));
  }
}

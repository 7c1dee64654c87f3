package io.drillbook.domain.approval;

import io.drillbook.domain.record.EntryDraft;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who was in each group when people were asked: groups change, the record does not. Kept on the
 * line that asks.
 */
public final class MembersThen {
  private static final String OF = "members then of ";
  private static final String COMMA = ", ";

  private MembersThen() {}

  /** The line that asks, with the members of each group that its rule names. */
  public static EntryDraft on(EntryDraft asked, Map<String, List<String>> members) {
    Map<String, String> details = new TreeMap<>(asked.details());
    members.forEach((group, names) -> details.put(OF + group, String.join(COMMA, names)));
    return asked.with(details);
  }

  /** The members by group; empty where the line is from before they were written down. */
  public static Map<String, List<String>> of(EntryDraft asked) {
    Map<String, List<String>> members = new TreeMap<>();
    asked
        .details()
        .forEach(
            (key, value) -> {
              if (key.startsWith(OF)) {
                List<String> names = value.isEmpty() ? List.of() : List.of(value.split(COMMA, -1));
                members.put(key.substring(OF.length()), names);
              }
            });
    return members;
  }
}

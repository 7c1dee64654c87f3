package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.point.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a restore leaves to people, by the names of the secrets. */
final class RestoreNotes {
  private static final int NAMED = 20;

  private final AwsSecretsSettings target;
  private final List<String> notes = new ArrayList<>();

  RestoreNotes(AwsSecretsSettings target) {
    this.target = target;
  }

  void add(String note) {
    notes.add(note);
  }

  List<String> all(Inventory inventory, Members members, Optional<Member> values) {
    if (values.isPresent()) {
      notes.add("versions keep their ids; their times are those of the restore");
    } else {
      notes.add(
          members
              .values()
              .map(member -> "values were left out, as the target says: '" + member.file() + "'")
              .orElse("no value was captured: each secret has to be given one anew"));
    }
    Map<String, Known> all = inventory.restorable();
    say(
        "rotation was not switched on again, its rules are in the inventory",
        all,
        Known::isRotated);
    say("not replicated again, the regions are in the inventory", all, Known::isReplicated);
    say(
        "encrypted with "
            + target.kmsKey().orElse("aws/secretsmanager")
            + " and not with the key that the inventory tells",
        all,
        known -> known.json().has("kmsKey"));
    say(
        "not made anew, it was scheduled for deletion or a service of Amazon made it",
        inventory.all(),
        known -> !known.isRestorable());
    return notes;
  }

  private void say(String what, Map<String, Known> secrets, Predicate<Known> which) {
    List<String> names =
        secrets.entrySet().stream()
            .filter(secret -> which.test(secret.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!names.isEmpty()) {
      String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
      notes.add(
          what
              + ": '"
              + String.join("', '", names.subList(0, Math.min(NAMED, names.size())))
              + "'"
              + more);
    }
  }
}

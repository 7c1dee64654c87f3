package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd and MongoDB's own program. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Member member;

  ManualRestore(SourceCapture capture, Member member) {
    this.capture = capture;
    this.member = member;
  }

  String markdown() {
    String database = capture.facts().getOrDefault(Facts.DATABASE, "");
    return """
        ### MongoDB source `%s` (database `%s`, server version %s)

        You need `mongorestore` of MongoDB's database tools, `gpg` with a private key of one of the
        recipients, `zstd`, and a login with the role `restore` at a server of the same version.
        Set `MONGODB_URI` for that login (`mongodb://user:password@host:27017/?authSource=admin`;
        it goes into a file, since arguments are shown to everybody), and `DB` for the name that
        the restored database gets: one that does not exist yet. Never add `--drop`.

        ```bash
        %s
        ```

        Right is: the command ends without an error and says `0 document(s) failed to restore`, and
        these counts of documents, indexes (the one on `_id` not counted) and views hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            database,
            capture.facts().getOrDefault(Facts.SERVER, "unknown"),
            String.join("\n", commands(database)),
            counts());
  }

  private List<String> commands(String database) {
    return List.of(
        "set -euo pipefail",
        "umask 077",
        ": \"${MONGODB_URI:?}\"",
        "DB=${DB:-" + shell(database) + "}",
        "login=$(mktemp)",
        "trap 'rm -f \"$login\"' EXIT",
        "printf \"uri: '%s'\\n\" \"$MONGODB_URI\" > \"$login\"",
        "gpg --decrypt " + shell(member.file()) + " | zstd -d -q -c \\",
        "  | mongorestore --config=\"$login\" --archive --stopOnError --bypassDocumentValidation \\",
        "    --nsInclude="
            + shell(database + ".*")
            + " --nsFrom="
            + shell(database + ".*")
            + " --nsTo=\"$DB.*\"");
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }

  private static String shell(String word) {
    return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that restore one capture with gpg, zstd and PostgreSQL's own programs. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return """
        ### PostgreSQL source `%s` (database `%s`)

        You need the client programs of PostgreSQL %s or newer, `gpg` with a private key of one of
        the recipients, `zstd`, and a login at an empty server that may create databases and roles.
        Set `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD` for that login, and `DB` for the name that
        the restored database gets. Work in a private folder: the decrypted files are plain text.
        The roles' part leaves your own login as it is; "already exists" there is no trouble.
        %s
        ```bash
        %s
        ```

        Right is: each command ends without an error, and these counts hold.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            fact(SourceFacts.DATABASE),
            fact(SourceFacts.CLIENT_MAJOR),
            leftOut(),
            String.join("\n", commands()),
            counts());
  }

  private String leftOut() {
    String tables = fact(SourceFacts.ROWS_LEFT_OUT);
    return tables.isEmpty()
        ? ""
        : "\nThese tables come back empty, because the plan leaves their rows out: `"
            + tables
            + "`.\n";
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("umask 077");
    lines.add(": \"${PGHOST:?}\" \"${PGPORT:=5432}\" \"${PGUSER:?}\"");
    if (Money.PLAIN.equals(fact(SourceFacts.MONEY))) {
      lines.add("export PGOPTIONS='-c lc_monetary=C'");
    }
    lines.add("DB=${DB:-" + shell(fact(SourceFacts.DATABASE)) + "}");
    for (Member member : parts.members()) {
      lines.add(
          "gpg --decrypt %s | zstd -d -q -o %s"
              .formatted(shell(member.file()), shell(plain(member))));
    }
    roles().ifPresent(lines::add);
    lines.add(createDatabase());
    lines.addAll(archives());
    parts
        .find(Parts.SETTINGS)
        .ifPresent(
            member ->
                lines.add(
                    "psql -X -q -v ON_ERROR_STOP=1 -v db=\"$DB\" -d \"$DB\" -f "
                        + shell(plain(member))));
    lines.add("psql -X -q -d \"$DB\" -c 'analyze' || true");
    return lines;
  }

  private Optional<String> roles() {
    return parts
        .find(Parts.GLOBALS)
        .map(
            member ->
                "sed -E \"/^(CREATE|ALTER) ROLE \\\"?$PGUSER\\\"?[ ;]/d\" %s"
                        .formatted(shell(plain(member)))
                    + " | psql -X -q -d postgres");
  }

  private String createDatabase() {
    return "createdb --template=template0 --encoding=%s --lc-collate=%s --lc-ctype=%s --owner=%s%s \"$DB\""
        .formatted(
            shell(fact(SourceFacts.ENCODING)),
            shell(fact(SourceFacts.COLLATE)),
            shell(fact(SourceFacts.CTYPE)),
            shell(fact(SourceFacts.OWNER)),
            provider());
  }

  private String provider() {
    String locale = shell(fact(SourceFacts.LOCALE));
    return switch (fact(SourceFacts.PROVIDER)) {
      case "i" -> " --locale-provider=icu --icu-locale=" + locale;
      case "b" -> " --locale-provider=builtin --builtin-locale=" + locale;
      default -> "";
    };
  }

  private List<String> archives() {
    String restore = "pg_restore --exit-on-error -d \"$DB\" ";
    if (parts.whole()) {
      return List.of(restore + "--jobs=4 " + shell(plain(parts.get(Parts.WHOLE))));
    }
    String schema = shell(plain(parts.get(Parts.SCHEMA)));
    List<String> lines = new ArrayList<>();
    lines.add(restore + "--section=pre-data " + schema);
    for (Member member : parts.data()) {
      lines.add(restore + shell(plain(member)));
    }
    lines.add(restore + "--section=post-data --jobs=4 " + schema);
    return lines;
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }

  private String fact(String name) {
    return capture.facts().getOrDefault(name, "");
  }

  private static String plain(Member member) {
    String tail = "." + member.format();
    int end = member.file().indexOf(tail, member.source().length()) + tail.length();
    return member.file().substring(0, end);
  }

  private static String shell(String word) {
    return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

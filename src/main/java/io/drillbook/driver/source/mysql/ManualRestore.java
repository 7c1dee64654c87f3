package io.drillbook.driver.source.mysql;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one capture with gpg, zstd and the database's own client. */
final class ManualRestore {
  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return """
        ### MariaDB or MySQL source `%s` (database `%s`, server %s, dumped by %s)

        You need the client program of that version or newer, `gpg` with a private key of one of the
        recipients, `zstd`, and a login that may create the database. Set `MYSQL_HOST`, `MYSQL_TCP_PORT`,
        `DB_USER` and `MYSQL_PWD` for that login, and `DB` for the name that the restored database gets;
        a database of that name must not be there. Logins and grants are not in the dump. Events come
        last and run from then on, if the server's `event_scheduler` is on: leave their line out for a
        copy that must not act. Work in a private folder: the decrypted files are plain text.

        ```bash
        %s
        ```

        Right is: each command ends without an error, and these counts hold (`checksum of` is what
        `CHECKSUM TABLE` says, on a server of the same version).

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            fact(Look.DATABASE),
            fact(Look.VERSION),
            fact(Capture.CLIENT),
            String.join("\n", commands()),
            counts());
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("umask 077");
    lines.add(
        ": \"${MYSQL_HOST:?}\" \"${MYSQL_TCP_PORT:=3306}\" \"${DB_USER:?}\" \"${MYSQL_PWD:?}\"");
    lines.add("DB=${DB:-" + shell(fact(Look.DATABASE)) + "}");
    lines.add("tool=$(command -v mariadb || command -v mysql)");
    lines.add(
        "client() { \"$tool\" --no-defaults --protocol=tcp --host=\"$MYSQL_HOST\""
            + " --port=\"$MYSQL_TCP_PORT\" --user=\"$DB_USER\" --default-character-set=utf8mb4"
            + " --binary-mode --max-allowed-packet=1G \"$@\"; }");
    for (Member member : parts.members()) {
      lines.add(
          "gpg --decrypt %s | zstd -d -q -o %s"
              .formatted(shell(member.file()), shell(plain(member))));
      lines.add("tail -n 1 %s | grep -q '^-- Dump completed'".formatted(shell(plain(member))));
    }
    lines.add(
        "printf 'create database `%s` character set "
            + fact(Capture.CHARSET)
            + " collate "
            + fact(Capture.COLLATION)
            + "' \"${DB//\\`/\\`\\`}\" | client");
    for (String part : List.of(Parts.WHOLE, Parts.EVENTS)) {
      lines.add("client --database=\"$DB\" < " + shell(plain(parts.get(part))));
    }
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

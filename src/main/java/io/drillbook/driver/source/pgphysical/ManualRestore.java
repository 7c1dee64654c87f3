package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one cluster with gpg, zstd, tar and PostgreSQL's own programs. */
final class ManualRestore {
  private static final String CONFIGURE =
      """
      for file in postgresql.conf postgresql.auto.conf pg_hba.conf pg_ident.conf standby.signal tablespace_map; do
        if [ -e "$PGDATA/$file" ]; then mv "$PGDATA/$file" "$PGDATA/$file.captured"; fi
      done
      echo 'host all all all md5' > "$PGDATA/pg_hba.conf"
      : > "$PGDATA/pg_ident.conf"
      cat > "$PGDATA/postgresql.conf" <<END
      port = $PORT
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      archive_mode = off
      max_logical_replication_workers = 0
      hot_standby = off
      recovery_target_action = 'promote'
      END""";

  private static final String REPLAY =
      """
      if [ -n "$LOG" ]; then
        mkdir "$PGDATA/drillbook-log"
        for piece in "$LOG"/*.json; do
          name=$(basename "$piece" .json)
          case "$name" in
            *.history) ;;
            *) if [[ "${name:8}" < "%s" ]]; then continue; fi ;;
          esac
          gpg --verify "$piece.asc" "$piece"
          sum=$(sed -n 's/.*"storedSha256" *: *"\\([0-9a-f]*\\)".*/\\1/p' "$piece")
          echo "$sum  $LOG/$name.wal.zst.pgp" | sha256sum -c --quiet -
          gpg --decrypt "$LOG/$name.wal.zst.pgp" | zstd -d -q -o "$PGDATA/drillbook-log/$name"
        done
        echo "restore_command = '/bin/cp \\"$PGDATA/drillbook-log/%%f\\" \\"%%p\\"'" >> "$PGDATA/postgresql.conf"
        if [ -n "$UNTIL" ]; then
          echo "recovery_target_time = '$UNTIL'" >> "$PGDATA/postgresql.conf"
          echo "recovery_target_inclusive = off" >> "$PGDATA/postgresql.conf"
        fi
      else
        echo "restore_command = '/bin/false'" >> "$PGDATA/postgresql.conf"
        echo "recovery_target = 'immediate'" >> "$PGDATA/postgresql.conf"
      fi
      : > "$PGDATA/recovery.signal"
      if [ -n "$OWNER" ]; then chown -R "$OWNER:" "$PGDATA"; AS="runuser -u $OWNER --"; else AS=; fi
      $AS "$BIN/pg_ctl" -D "$PGDATA" -l "$PGDATA/server.log" -w -t 8640000 start
      while ! grep -q '^ready' "$PGDATA/postmaster.pid"; do [ -e "$PGDATA/postmaster.pid" ]; sleep 1; done
      grep -E 'recovery|last completed' "$PGDATA/server.log\"""";

  private final SourceCapture capture;
  private final Parts parts;

  ManualRestore(SourceCapture capture, Parts parts) {
    this.capture = capture;
    this.parts = parts;
  }

  String markdown() {
    return """
        ### PostgreSQL source `%s` (the whole cluster, version %s)

        You need the server's programs of PostgreSQL **%s** (another version cannot read the files),
        `gpg` with a private key of one of the recipients, `zstd` and `tar`. Set `PGDATA` for a folder
        that is empty or not there, `PORT` for the port of the restored server, `BIN` for the folder
        of the programs, and as root `OWNER` for the user that the server runs as, such as `postgres`.

        Without more you get the data as of %s. To replay what was changed since, set `LOG` for a
        folder with all files of the vault's `<system>/_log/%s/%s/`, and `UNTIL` for a time with zone,
        such as `2026-11-26 20:15:00+00`: everything committed before it comes back, nothing
        committed at it or later. Without `UNTIL` all of the log is replayed.

        ```bash
        %s
        ```

        Right is: no command ends with an error, `pg_verifybackup` says that the backup was verified,
        and the server's log says where the replay stopped. Log in with a role and password of the
        cluster. Production's own configuration lies beside, with `.captured` behind; what in it says
        where to archive, whom to replicate to and which jobs to run is not for a copy.

        ```text
        %s
        ```
        """
        .formatted(
            capture.source(),
            fact(ClusterFacts.SERVER_VERSION),
            fact(ClusterFacts.SERVER_MAJOR),
            capture.dataTime(),
            capture.source(),
            fact(ClusterFacts.SYSTEM_IDENTIFIER),
            String.join("\n", commands()),
            counts());
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>();
    lines.add("set -euo pipefail");
    lines.add("umask 077");
    lines.add(
        ": \"${PGDATA:?}\" \"${PORT:=5432}\" \"${OWNER:=}\" \"${LOG:=}\" \"${UNTIL:=}\""
            + " \"${BIN:=/usr/lib/postgresql/"
            + fact(ClusterFacts.SERVER_MAJOR)
            + "/bin}\"");
    lines.add("mkdir -p \"$PGDATA\"");
    // A server does not start in a folder that others can look into.
    lines.add("chmod 700 \"$PGDATA\"");
    for (Member member : parts.archives()) {
      String below = parts.below(member);
      String folder = "$PGDATA";
      if (!below.isEmpty()) {
        String number = below.replaceAll("\\D", "");
        folder = "$PGDATA/" + Unpack.TABLESPACES + "/" + number;
        lines.add("mkdir -p \"" + folder + "\" \"$PGDATA/pg_tblspc\"");
        lines.add(
            "ln -s ../%s/%s \"$PGDATA/pg_tblspc/%s\""
                .formatted(Unpack.TABLESPACES, number, number));
      }
      lines.add(
          "gpg --decrypt %s | zstd -d -q | tar -x --no-same-owner -f - -C \"%s\""
              .formatted(shell(member.file()), folder));
    }
    parts
        .list()
        .ifPresent(
            member ->
                lines.add(
                    "gpg --decrypt %s | zstd -d -q -o \"$PGDATA/%s\""
                        .formatted(shell(member.file()), Manifest.FILE)));
    lines.add("\"$BIN/pg_verifybackup\" --ignore=" + Unpack.TABLESPACES + " \"$PGDATA\"");
    lines.add(CONFIGURE);
    lines.add("cat >> \"$PGDATA/postgresql.conf\" <<'END'");
    lines.addAll(Configuration.captured(capture.facts()));
    lines.add("END");
    lines.add(REPLAY.formatted(place(fact(ClusterFacts.START_WAL))));
    return lines;
  }

  private String counts() {
    List<String> lines = new ArrayList<>();
    capture.contents().forEach((name, count) -> lines.add(name + " = " + count));
    return String.join("\n", lines);
  }

  /**
   * Without the timeline: what a replay onto this backup reads is not older, on whatever timeline.
   */
  private static String place(String piece) {
    return WalName.of(piece).map(WalName::place).orElse("");
  }

  private String fact(String name) {
    return capture.facts().getOrDefault(name, "");
  }

  private static String shell(String word) {
    return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

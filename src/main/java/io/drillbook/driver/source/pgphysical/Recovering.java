package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Lets a server replay the log in the staging folder, looks at what came of it, and stops it. */
final class Recovering {
  /** Longest path of a socket that Linux takes, without the file's own name. */
  private static final int LONGEST_SOCKET = 90;

  private static final String ASK =
      "select coalesce(to_char(pg_last_xact_replay_timestamp() at time zone 'UTC',"
          + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), ''), coalesce(pg_last_wal_replay_lsn()::text,"
          + " ''), pg_is_in_recovery(), (select timeline_id from pg_control_checkpoint())";
  private static final String DATABASES =
      "select datname from pg_database where datallowconn order by 1";

  private final SourceCapture capture;
  private final Recovery recovery;
  private final OwnServer server;
  private final Configuration configuration;
  private final Path folder;
  private final RunAs user;
  private final Place target;
  private final List<String> notes = new ArrayList<>();

  private record Position(String commit, String lsn, boolean recovering, String timeline) {}

  Recovering(
      SourceCapture capture,
      Recovery recovery,
      OwnServer server,
      Configuration configuration,
      Path folder,
      RunAs user,
      Place target) {
    this.capture = capture;
    this.recovery = recovery;
    this.server = server;
    this.configuration = configuration;
    this.folder = folder;
    this.user = user;
    this.target = target;
  }

  Reached run(StepContext context) {
    if (folder.toString().length() > LONGEST_SOCKET) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use a path this long: '" + folder + "'",
          "Name a data directory with a shorter path: the server's private socket is in it.");
    }
    boolean toTheEnd = replay(context);
    Position position = position();
    if (toTheEnd || recovery.target().isEmpty()) {
      requireAll(position);
    }
    if (toTheEnd) {
      recovery.requireReached(lastCommit(position));
    }
    look();
    Optional<Instant> at = reached(position, toTheEnd);
    notes.add(0, words(position, at));
    server.stop(context.cancellation());
    remove();
    return new Reached(at, notes);
  }

  /** Whether the goal was not met because nothing was committed after it. */
  private boolean replay(StepContext context) {
    LogFeed feed =
        new LogFeed(folder, user, recovery.log().reader(), recovery.log().inOrder(), context);
    feed.prepare();
    try (feed) {
      configure(recovery.target(), feed);
      user.own(folder, context.cancellation());
      feed.start();
      if (server.start(context.cancellation())) {
        return false;
      }
      requireFed(feed);
      boolean mayEnd = recovery.goal().filter(RecoveryGoal.Time.class::isInstance).isPresent();
      if (!mayEnd || !RecoveryFaults.endedBeforeGoal(server.log())) {
        throw RecoveryFaults.of(recovery, server.log());
      }
      server.forgetLog();
      configure(List.of(), feed);
      user.own(folder, context.cancellation());
      if (!server.start(context.cancellation())) {
        requireFed(feed);
        throw RecoveryFaults.of(recovery.toTheEnd(), server.log());
      }
      return true;
    }
  }

  private void configure(List<String> goal, LogFeed feed) {
    List<String> lines = new ArrayList<>(goal);
    lines.add(feed.restoreCommand());
    lines.add("recovery_target_action = 'promote'");
    lines.add("recovery_target_timeline = " + Configuration.quoted(target.timeline()));
    configuration.forReplay(target.port(), lines);
  }

  private void requireFed(LogFeed feed) {
    feed.failure()
        .filter(failure -> RecoveryFaults.wasNotFed(server.log()))
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /**
   * A server takes the first record that it cannot read for the log's end, and says nothing: a
   * damaged piece would pass for the newest one.
   */
  private void requireAll(Position position) {
    OptionalLong must = recovery.mustReach();
    long bytes = recovery.log().segmentBytes();
    if (must.isPresent()
        && !position.lsn().isEmpty()
        && WalName.before("", WalName.position(position.lsn()), bytes).number(bytes)
            < must.getAsLong()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to replay all of the log that is kept: '"
              + position.lsn()
              + "' was the last place that could be read",
          "A piece there does not go on from the one before; recover to a time before it.");
    }
  }

  private Optional<Instant> reached(Position position, boolean toTheEnd) {
    boolean atTime = recovery.goal().filter(RecoveryGoal.Time.class::isInstance).isPresent();
    if (atTime && !toTheEnd) {
      return recovery.goal().map(goal -> ((RecoveryGoal.Time) goal).instant());
    }
    return Optional.of(lastCommit(position));
  }

  private Instant lastCommit(Position position) {
    Instant own = capture.dataTime();
    Instant commit = position.commit().isEmpty() ? own : Instant.parse(position.commit());
    return commit.isAfter(own) ? commit : own;
  }

  private String words(Position position, Optional<Instant> at) {
    return "replayed to %s: as of %s, last commit %s, log position %s, timeline %s now"
        .formatted(
            recovery.goal().map(RecoveryGoal::words).orElse("the recovery point's own end"),
            at.map(Instant::toString).orElse("an unknown time"),
            position.commit().isEmpty() ? "before the recovery point's end" : position.commit(),
            position.lsn(),
            position.timeline());
  }

  private Position position() {
    String[] columns = ask("postgres", ASK).split("\\|", -1);
    Position position = new Position(columns[0], columns[1], columns[2].equals("t"), columns[3]);
    if (position.recovering()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to end the replay: '" + folder + "' still waits for more",
          "The server's log there says for what.");
    }
    return position;
  }

  /** Every database must open; those whose order of text may differ here are named. */
  private void look() {
    for (String database : ask("template1", DATABASES).lines().toList()) {
      String differs = ask(database, Collations.ASK);
      if (!differs.isEmpty()) {
        notes.add(Collations.words(database, differs));
      }
    }
  }

  private String ask(String database, String sql) {
    String superuser = capture.facts().getOrDefault(ClusterFacts.SUPERUSER, "postgres");
    return server.ask(folder, target.port(), superuser, database, sql);
  }

  private void remove() {
    try {
      Disk.removeTree(folder.resolve(LogFeed.FOLDER));
    } catch (IOException e) {
      throw TargetFaults.of(folder, e);
    }
  }
}

package io.drillbook.driver.source.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Set;

/**
 * Explains what a server answered, by its error code ({@code error_codes.yml} of the server). What
 * it says of a document is left out: it may quote what is in there.
 */
final class MongoFaults {
  static final int NO_SUCH_COMMAND = 59;
  static final int UNAUTHORIZED = 13;
  static final int AUTHENTICATION_FAILED = 18;
  private static final int OUT_OF_DISK = 14031;
  private static final int SNAPSHOT_TOO_OLD = 239;
  private static final int SNAPSHOT_UNAVAILABLE = 246;

  /** Errors whose text quotes a document. */
  private static final Set<Integer> QUOTING = Set.of(11000, 121);

  private MongoFaults() {}

  /**
   * The fault behind an exception.
   *
   * @param who login and address for people
   */
  static Fault of(MongoException e, Side side, String who) {
    if (e instanceof MongoSecurityException && !causedBySocket(e)) {
      return refused(e, who);
    }
    if (e instanceof MongoTimeoutException
        || e instanceof MongoSocketException
        || e instanceof MongoNotPrimaryException
        || e instanceof MongoNodeIsRecoveringException
        || causedBySocket(e)) {
      return new Fault(
          side.unreachable(),
          "unable to reach the database server: '" + who + "': " + name(e),
          "Check that the server runs, answers at this address from here, and is the primary.",
          e);
    }
    return ofCode(e, code(e), side, who);
  }

  private static Fault ofCode(MongoException e, int code, Side side, String who) {
    return switch (code) {
      case AUTHENTICATION_FAILED -> refused(e, who);
      case UNAUTHORIZED ->
          new Fault(
              FaultCode.PERMISSION_DENIED,
              "unable to do with this login what the step needs: '" + who + "': " + said(e, code),
              side == Side.SOURCE
                  ? "Grant the role backup, or read on the database."
                  : "Grant the role restore, or readWrite and dbAdmin on the database.",
              e);
      case OUT_OF_DISK ->
          new Fault(
              FaultCode.DISK_FULL,
              "unable to write at the database server: '" + who + "'",
              "Make room on the server's disk.",
              e);
      case SNAPSHOT_TOO_OLD, SNAPSHOT_UNAVAILABLE ->
          new Fault(
              FaultCode.CAPTURE_FAILED,
              "unable to read all collections as of one moment: '" + who + "': " + said(e, code),
              "The server forgot that moment before the capture ended, or a collection is capped:"
                  + " raise its minSnapshotHistoryWindowInSeconds, or say 'consistency:"
                  + " per-collection'.",
              e);
      default ->
          new Fault(
              side.failed(),
              "unable to work with the database: '" + who + "': " + said(e, code),
              "The server's own log says more.",
              e);
    };
  }

  static int code(MongoException e) {
    return e instanceof MongoBulkWriteException bulk && !bulk.getWriteErrors().isEmpty()
        ? bulk.getWriteErrors().get(0).getCode()
        : e.getCode();
  }

  private static String said(MongoException e, int code) {
    String text =
        e instanceof MongoCommandException command && !QUOTING.contains(code)
            ? command.getErrorMessage()
            : name(e);
    return text + " (code " + code + ")";
  }

  private static boolean causedBySocket(MongoException e) {
    return e.getCause() instanceof MongoSocketException;
  }

  private static String name(MongoException e) {
    return e.getClass().getSimpleName();
  }

  private static Fault refused(MongoException e, String who) {
    return new Fault(
        FaultCode.CREDENTIALS_REFUSED,
        "unable to log in: '" + who + "'",
        "Check user name, password and 'auth-database', the database that knows the login.",
        e);
  }
}

package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;

/**
 * Says in plain words what git complained about.
 *
 * @param action as in "unable to ..."
 * @param subject what it was about; holds no secret
 * @param otherwise the code where nothing better is known
 */
record GitFaults(String action, String subject, FaultCode otherwise) implements Git.Step {
  private static final int SAID = 400;

  private record Meaning(FaultCode code, List<String> words, String hint) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              FaultCode.DISK_FULL,
              List.of("no space left", "disk quota exceeded"),
              "Make room where temporary files and the target are; nothing half was left."),
          new Meaning(
              FaultCode.CAPTURE_FAILED,
              List.of("remote missing object", "object does not exist"),
              "A large file is on no server any more: push it again, or set 'lfs: ignore' to"
                  + " capture the pointers only."),
          new Meaning(
              FaultCode.CREDENTIALS_REFUSED,
              List.of("host key verification failed"),
              "The server's key is not the one in 'known-hosts': was it changed, or is it"
                  + " somebody else?"),
          new Meaning(
              FaultCode.SOURCE_UNREACHABLE,
              List.of("certificate", "ssl "),
              "Name the authority's file in 'ca-file', and the host as the certificate does."),
          new Meaning(
              FaultCode.CREDENTIALS_REFUSED,
              List.of(
                  "authentication failed",
                  "could not read username",
                  "could not read password",
                  "permission denied (",
                  "error: 401",
                  "invalid credentials"),
              "Check username and password or token, or the key in 'identity-file'."),
          new Meaning(
              FaultCode.PERMISSION_DENIED,
              List.of("error: 403", "permission denied", "dubious ownership"),
              "Let Drillbook's login read the repository."),
          new Meaning(
              FaultCode.TOOL_MISSING,
              List.of("'lfs' is not a git command"),
              "Install git-lfs, or set 'lfs: ignore' to capture the pointers only."),
          new Meaning(
              FaultCode.SOURCE_UNREACHABLE,
              List.of(
                  "could not resolve host",
                  "failed to connect",
                  "connection refused",
                  "timed out",
                  "connection reset",
                  "unable to access",
                  "could not read from remote repository",
                  "does not appear to be a git repository",
                  "does not exist",
                  "not found"),
              "Check the address, the network and that the repository is there."));

  /** A trouble with the source. */
  static GitFaults source(String action, Address address) {
    return new GitFaults(action, address.shown(), FaultCode.CAPTURE_FAILED);
  }

  @Override
  public Fault failed(int code, String errors) {
    String said = errors.toLowerCase(Locale.ROOT);
    for (Meaning meaning : MEANINGS) {
      if (meaning.words().stream().anyMatch(said::contains) && fits(meaning)) {
        return fault(meaning.code(), code, errors, meaning.hint());
      }
    }
    return fault(
        otherwise, code, errors, "Read what git says; 'git fsck' on the repository may say more.");
  }

  /** Only a source is reached over a network; of a target such words say that it is broken. */
  private boolean fits(Meaning meaning) {
    return otherwise == FaultCode.CAPTURE_FAILED
        || meaning.code() == FaultCode.DISK_FULL
        || meaning.code() == FaultCode.TOOL_MISSING;
  }

  private Fault fault(FaultCode code, int exit, String errors, String hint) {
    return new Fault(
        code,
        "unable to " + action + ", git ended with " + exit + ": '" + subject + "': " + last(errors),
        hint);
  }

  @Override
  public Fault cut(IOException e) {
    return new Fault(
        otherwise,
        "unable to " + action + ", git was cut: '" + subject + "': " + e.getMessage(),
        "Try again; was the machine short of memory?",
        e);
  }

  /** What went wrong where this machine's disk is written. */
  static Fault writing(String subject, IOException e) {
    String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (said.contains("no space left") || said.contains("quota exceeded")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to write, the disk is full: '" + subject + "'",
          "Make room there; nothing half was left.",
          e);
    }
    return new Fault(
        e instanceof AccessDeniedException || said.contains("permission denied")
            ? FaultCode.PERMISSION_DENIED
            : FaultCode.RESTORE_FAILED,
        "unable to write: '" + subject + "': " + e.getMessage(),
        "Check rights and health of the disk that it is on.",
        e);
  }

  private static String last(String errors) {
    String line = errors.strip().replace('\n', ' ');
    return line.length() <= SAID ? line : "… " + line.substring(line.length() - SAID);
  }
}

package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Says in plain words what the server or the network complained about. */
final class SftpFaults {
  private final String vault;
  private final SftpSettings settings;

  SftpFaults(String vault, SftpSettings settings) {
    this.vault = vault;
    this.settings = settings;
  }

  /** Whether the server answered so; then the connection is as good as before. */
  static boolean isStatus(Throwable e, int status) {
    return e instanceof SftpException answer && answer.getStatus() == status;
  }

  static boolean isMissing(IOException e) {
    return isStatus(e, SftpConstants.SSH_FX_NO_SUCH_FILE)
        || isStatus(e, SftpConstants.SSH_FX_NO_SUCH_PATH);
  }

  /** What an answer or a broken connection means. */
  Fault of(String action, String subject, IOException e) {
    if (isStatus(e, SftpConstants.SSH_FX_PERMISSION_DENIED)
        || isStatus(e, SftpConstants.SSH_FX_WRITE_PROTECT)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          message(action, subject),
          "Let user '" + settings.user() + "' read and write there.",
          e);
    }
    if (isStatus(e, SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM)
        || isStatus(e, SftpConstants.SSH_FX_QUOTA_EXCEEDED)) {
      return full(action, subject, e);
    }
    return unreachable(
        action,
        subject,
        e instanceof SftpException
            ? "The server says no more; look at its disk, its quota and its log."
            : "Look at the network and at the server " + settings.server() + ".",
        e);
  }

  Fault full(String action, String subject, IOException e) {
    return new Fault(
        FaultCode.DISK_FULL,
        "unable to " + action + " in vault '" + vault + "', its disk is full: '" + subject + "'",
        "Make room or take a larger disk; nothing incomplete was left behind.",
        e);
  }

  Fault unreachable(String action, String subject, String hint, IOException e) {
    return new Fault(FaultCode.VAULT_UNREACHABLE, message(action, subject), hint, e);
  }

  /**
   * Why there is no connection: a server that is not ours is never told apart from a mere break.
   */
  Fault connecting(IOException e) {
    int reason = e instanceof SshException refused ? refused.getDisconnectCode() : 0;
    if (reason == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED,
          "unable to trust the server of vault '"
              + vault
              + "', its key is not the known one: '"
              + settings.server()
              + "'",
          "Is it another server, or somebody in between? Only after its administrator confirmed the"
              + " new key, write it to "
              + settings.knownHosts()
              + ".",
          e);
    }
    if (reason == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED,
          "unable to log in to vault '"
              + vault
              + "': '"
              + settings.user()
              + "@"
              + settings.server()
              + "'",
          "Is the public half of " + settings.identity() + " in the user's authorized_keys?",
          e);
    }
    return unreachable(
        "connect to the server",
        settings.server(),
        "Does the server run, is the address right, does a firewall stand between?",
        e);
  }

  Fault exists(String key, IOException e) {
    return new Fault(
        FaultCode.OBJECT_EXISTS,
        "unable to write what is already there in vault '" + vault + "': '" + key + "'",
        "Vaults are write-once; was the same step run twice?",
        e);
  }

  Fault unknown(String key, IOException e) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find the object in vault '" + vault + "': '" + key + "'",
        "List the recovery points to see what there is.",
        e);
  }

  private String message(String action, String subject) {
    return "unable to " + action + " in vault '" + vault + "': '" + subject + "'";
  }
}

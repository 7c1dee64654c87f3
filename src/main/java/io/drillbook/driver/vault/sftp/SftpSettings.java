package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an SFTP server is reached.
 *
 * @param identity private key; the only way we log in
 * @param knownHosts the server's key, as {@code ssh-keyscan} writes it
 * @param path folder on the server
 */
record SftpSettings(
    String host,
    int port,
    String user,
    Path identity,
    Optional<SecretReference> passphrase,
    Path knownHosts,
    String path) {
  private static final int SSH_PORT = 22;

  static final List<Setting> ALL =
      List.of(
          Setting.required("host", Setting.Type.TEXT, "Name or address of the server."),
          Setting.optional("port", Setting.Type.NUMBER, "Its port; 22 by default."),
          Setting.required("user", Setting.Type.TEXT, "Who logs in."),
          Setting.required(
              "identity-file",
              Setting.Type.PATH,
              "Private key to log in with, as ssh-keygen writes it; passwords are not used."),
          Setting.optional(
              "passphrase", Setting.Type.SECRET, "Opens the private key where it is encrypted."),
          Setting.required(
              "known-hosts",
              Setting.Type.PATH,
              "The server's own key, as ssh-keyscan writes it; any other server is refused."),
          Setting.required(
              "path",
              Setting.Type.TEXT,
              "Folder on the server; it must be there, so that a missing mount is noticed."),
          Setting.optional(
              "site",
              Setting.Type.TEXT,
              "Where the server stands, to tell vaults of one site apart."));

  static SftpSettings of(Settings settings) {
    String path = settings.text("path");
    return new SftpSettings(
        settings.text("host"),
        Math.toIntExact(settings.number("port", SSH_PORT)),
        settings.text("user"),
        Path.of(settings.text("identity-file")),
        settings.secret("passphrase"),
        Path.of(settings.text("known-hosts")),
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  String server() {
    return host + ":" + port;
  }

  /** Without them every server would look like a wrong one. */
  void requireFiles() {
    requireFile("identity-file", identity);
    requireFile("known-hosts", knownHosts);
  }

  private static void requireFile(String key, Path file) {
    if (!Files.isReadable(file)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the file under '" + key + "' of a vault: '" + file + "'",
          "Make the key by 'ssh-keygen -t ed25519', known-hosts by 'ssh-keyscan'; compare the"
              + " server's key with what its administrator says.");
    }
  }
}

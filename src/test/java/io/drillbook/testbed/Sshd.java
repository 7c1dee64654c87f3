package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real OpenSSH server on loopback that lets one key in, for SFTP only. */
public final class Sshd implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Path configuration;
  private Process process;

  private Sshd(String sftpFlags) throws IOException {
    // Readable for nobody else: sshd refuses keys in folders that others may write.
    this.folder = Files.createTempDirectory(Path.of("/tmp"), "dbssh");
    this.port = Host.freePort();
    key("host");
    key("user");
    key("stranger");
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
    Files.writeString(folder.resolve("known_hosts"), knownHosts("host", port));
    this.configuration = Files.writeString(folder.resolve("sshd_config"), configuration(sftpFlags));
  }

  /** Starts one; returns once it answers. */
  public static Sshd start() {
    return start("");
  }

  /** Starts one whose SFTP part has these flags, such as {@code -P hardlink}. */
  public static Sshd start(String sftpFlags) {
    try {
      if (Host.isRoot()) {
        // Where sshd puts its children; the service that Debian would start makes it.
        Files.createDirectories(Path.of("/run/sshd"));
      }
      Sshd server = new Sshd(sftpFlags);
      server.begin();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on the same port. */
  public void begin() throws IOException {
    process =
        new ProcessBuilder(binary(), "-D", "-e", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(this::answers);
  }

  public int port() {
    return port;
  }

  public String user() {
    return System.getProperty("user.name");
  }

  /** The private key that is let in. */
  public Path identity() {
    return folder.resolve("user");
  }

  /** A private key that is not let in. */
  public Path stranger() {
    return folder.resolve("stranger");
  }

  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** A known-hosts file that names this server at a port, with its own key or a wrong one. */
  public Path knownHosts(boolean right, int atPort) throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "known", ""), knownHosts(right ? "host" : "stranger", atPort));
  }

  /** The identity once more, behind a passphrase. */
  public Path encryptedIdentity(String passphrase) throws IOException {
    Path copy = folder.resolve("encrypted");
    Files.copy(identity(), copy);
    Host.call(List.of("ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", copy.toString()));
    return copy;
  }

  /** What it logged. */
  public Path log() {
    return folder.resolve("sshd.log");
  }

  /** Ends the server and every connection, by process id. */
  public void kill() {
    killConnections();
    process.destroyForcibly();
    waitForEnd();
  }

  /** Ends every connection; the server goes on. */
  public void killConnections() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
    Host.delete(folder);
  }

  private void waitForEnd() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  private void key(String name) {
    Host.call(
        List.of(
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            name,
            "-f",
            folder.resolve(name).toString()));
  }

  private String knownHosts(String key, int atPort) throws IOException {
    return "[127.0.0.1]:" + atPort + " " + Files.readString(folder.resolve(key + ".pub"));
  }

  private String configuration(String sftpFlags) {
    return """
    ListenAddress 127.0.0.1:%d
    HostKey %s/host
    PidFile none
    AuthorizedKeysFile %s/authorized_keys
    AuthenticationMethods publickey
    PermitRootLogin prohibit-password
    StrictModes no
    UsePAM no
    MaxStartups 100
    Subsystem sftp internal-sftp %s
    """
        .formatted(port, folder, folder, sftpFlags);
  }

  private static String binary() {
    // sshd starts itself again for each caller and wants its whole path.
    return Files.isExecutable(Path.of("/usr/sbin/sshd")) ? "/usr/sbin/sshd" : "/usr/bin/sshd";
  }
}

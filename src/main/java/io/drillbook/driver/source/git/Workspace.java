package io.drillbook.driver.source.git;

import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A private folder in which git runs, away from every configuration of this machine and of
 * Drillbook's user: neither hooks, nor helpers that keep passwords, nor rewritten addresses.
 */
final class Workspace implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String ANSWER = "DRILLBOOK_GIT_ANSWER";
  private static final String NAME = "DRILLBOOK_GIT_NAME";
  private static final String HOST = "DRILLBOOK_GIT_HOST";

  /** Answers for the host of the plan only: a server may send git, or git-lfs, on to another. */
  private static final String ASKPASS =
      """
      #!/bin/sh
      case "$1" in *"//$DRILLBOOK_GIT_HOST'"*|*"//$DRILLBOOK_GIT_HOST/"*|*"@$DRILLBOOK_GIT_HOST'"*|*"@$DRILLBOOK_GIT_HOST/"*) ;; *) exit 1 ;; esac
      case "$1" in Username*) printf '%s\\n' "$DRILLBOOK_GIT_NAME" ;; *) printf '%s\\n' "$DRILLBOOK_GIT_ANSWER" ;; esac
      """;

  /** What would lead git elsewhere, or write what passes into a log. */
  private static final List<String> UNWANTED =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_CONFIG_PARAMETERS",
          "GIT_CONFIG_COUNT",
          "GIT_TRACE",
          "GIT_TRACE_CURL",
          "GIT_CURL_VERBOSE",
          "GIT_TRACE_PACKET",
          "GIT_TRACE2",
          "GIT_TRACE2_EVENT",
          "GIT_SSH",
          "GIT_SSH_VARIANT",
          "GIT_SSL_NO_VERIFY",
          "SSH_AUTH_SOCK",
          "DISPLAY");

  private final PrivateFolder room;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Workspace(PrivateFolder room) {
    this.room = room;
    this.folder = room.path();
  }

  /** A folder for work with what is on this machine already. */
  static Workspace local() {
    return ready(new Workspace(PrivateFolder.make(GitSourceDriver.KIND)), Workspace::basics);
  }

  /** A folder for work with a repository that these settings lead to. */
  static Workspace of(GitSettings settings, Secrets secrets) {
    return ready(local(), space -> space.login(settings, secrets));
  }

  private static Workspace ready(Workspace space, Preparation preparation) {
    try {
      preparation.of(space);
      return space;
    } catch (IOException e) {
      throw space.closedAfter(GitFaults.writing("a temporary folder", e));
    } catch (RuntimeException e) {
      throw space.closedAfter(e);
    }
  }

  private RuntimeException closedAfter(RuntimeException cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  Path folder() {
    return folder;
  }

  Map<String, String> environment() {
    return environment;
  }

  private void basics() throws IOException {
    UNWANTED.forEach(name -> environment.put(name, ""));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", folder.resolve("config").toString());
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ALLOW_PROTOCOL", "file:https:ssh");
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("GIT_NO_REPLACE_OBJECTS", "1");
    environment.put("GIT_ASKPASS", "/bin/false");
    environment.put("GIT_SSH_COMMAND", "ssh -F /dev/null -o BatchMode=yes");
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.toString());
    environment.put("LC_ALL", "C");
    // What is restored must be on the disk before it takes the target's name.
    Files.writeString(
        folder.resolve("config"),
        """
        [core]
          fsync = all
          hooksPath = /dev/null
        [gc]
          auto = 0
        [maintenance]
          auto = false
        [init]
          defaultBranch = main
        [advice]
          detachedHead = false
        [http]
          followRedirects = false
          lowSpeedLimit = 1
          lowSpeedTime = 60
        [lfs]
          locksverify = false
          concurrenttransfers = 4
        """);
  }

  private void login(GitSettings settings, Secrets secrets) throws IOException {
    StringBuilder more = new StringBuilder();
    settings
        .address()
        .folder()
        .ifPresent(path -> more.append("[safe]\n").append(trusted(Owned.of(path))));
    settings.authorities().ifPresent(file -> environment.put("GIT_SSL_CAINFO", file.toString()));
    Path config = folder.resolve("config");
    Files.writeString(config, Files.readString(config) + more);
    settings.password().map(secrets::resolve).ifPresent(password -> answer(settings, password));
    if (settings.identity().isPresent() || settings.knownHosts().isPresent()) {
      environment.put("GIT_SSH_COMMAND", Ssh.command(settings));
    }
  }

  /** Git refuses a folder of another owner; the plan names it, so this one and no other. */
  private static String trusted(List<Path> folders) {
    StringBuilder lines = new StringBuilder();
    folders.forEach(path -> lines.append("  directory = ").append(quoted(path)).append('\n'));
    return lines.toString();
  }

  private void answer(GitSettings settings, Secret password) {
    Path program = folder.resolve("answer");
    try {
      Files.createFile(program, PRIVATE);
      Files.writeString(program, ASKPASS);
    } catch (IOException e) {
      throw GitFaults.writing(program.toString(), e);
    }
    environment.put("GIT_ASKPASS", program.toString());
    environment.put(NAME, settings.username().orElse("git"));
    environment.put(ANSWER, password.reveal());
    environment.put(
        HOST, java.net.URI.create(settings.address().url()).getAuthority().replaceAll("^.*@", ""));
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Removes the folder and the copy of the repository in it.
   *
   * @throws io.drillbook.domain.fault.Fault COMMAND_FAILED where something stays behind
   */
  @Override
  public void close() {
    room.close();
  }

  /** What is written before git runs. */
  private interface Preparation {
    void of(Workspace space) throws IOException;
  }
}

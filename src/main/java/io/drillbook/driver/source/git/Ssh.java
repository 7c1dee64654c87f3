package io.drillbook.driver.source.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How git calls ssh: with one key, to one server that proves who it is, and without a person. */
final class Ssh {
  private Ssh() {}

  /** The command; git hands it to a shell. */
  static String command(GitSettings settings) {
    Path known =
        settings
            .knownHosts()
            .orElseThrow(
                () ->
                    GitSettings.invalid(
                        "known-hosts", "missing", "Name a file with the server's key."));
    List<String> words =
        new ArrayList<>(
            List.of(
                "ssh",
                "-F",
                "/dev/null",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                quoted("UserKnownHostsFile=\"" + known + "\""),
                "-o",
                "ConnectTimeout=10",
                "-o",
                "ServerAliveInterval=15",
                "-o",
                "ServerAliveCountMax=4"));
    settings
        .identity()
        .ifPresent(
            key -> words.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", quoted(key.toString()))));
    return String.join(" ", words);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

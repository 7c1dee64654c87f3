package io.drillbook.cli;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tokens of earlier logins, one for each server, in a file that only its owner reads. A token
 * is never sent to another server than the one that gave it.
 */
record TokenFile(Path file) {
  static TokenFile standard() {
    String home =
        Optional.ofNullable(Credentials.setting("XDG_CONFIG_HOME"))
            .orElse(System.getProperty("user.home") + "/.config");
    return new TokenFile(Path.of(home, "drillbook", "token"));
  }

  Optional<String> token(URI server) {
    return Optional.ofNullable(read().getProperty(server.toString()));
  }

  void save(URI server, String token) {
    Properties tokens = read();
    tokens.setProperty(server.toString(), token);
    try {
      Files.createDirectories(file.getParent());
      // Made with its mode, so that there is no moment in which others can read it.
      Path fresh =
          Files.createTempFile(
              file.getParent(),
              "token",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, text(tokens));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to save the token in: '" + file + "'",
          "Check that the folder may be written.",
          e);
    }
  }

  private static String text(Properties tokens) {
    return new TreeSet<>(tokens.stringPropertyNames())
        .stream()
            .map(name -> name.replace(":", "\\:") + "=" + tokens.getProperty(name) + "\n")
            .collect(Collectors.joining());
  }

  private Properties read() {
    Properties tokens = new Properties();
    try {
      if (Files.exists(file)) {
        tokens.load(new StringReader(Files.readString(file)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to read the tokens in: '" + file + "'",
          "Remove the file and run 'drillbook login' again.",
          e);
    }
    return tokens;
  }
}

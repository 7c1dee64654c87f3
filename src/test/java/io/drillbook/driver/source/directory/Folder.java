package io.drillbook.driver.source.directory;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes and looks at folders with the shell's own tools, which are not under test. */
final class Folder {
  /** Times of links have microseconds. */
  private static final String DIGEST =
      """
      test -d "$1" || { echo missing; exit 0; }
      cd "$1"
      find . -type d -printf '%P|%y|%m|%U|%G|%T@\\0' -o -printf '%P|%y|%m|%U|%G|%n|%T@|%l\\0' |
        sed -zE 's/([0-9]\\.[0-9]{6})[0-9]{4}/\\1/' | sort -z | tr '\\0' '\\n' | sed -E 's/d{200}/D/g'
      find . -type f -print0 | sort -z | xargs -0r sha256sum | sed -E 's/d{200}/D/g'
      """;

  /** One of everything; names as bytes. */
  private static final String ZOO =
      """
      mkdir -p "$1/photos/2024" "$1/empty/inner" "$1/-dash" && cd "$1"
      printf 'hello' > photos/a.txt
      head -c 3000000 /dev/urandom > photos/2024/big.jpg
      head -c 1500000 /dev/zero > zeros.bin
      : > photos/none
      printf x > -- '-rf' && printf x > './-dash/--help'
      printf x > $'line\\nfeed' && printf x > $'back\\\\slash' && printf x > $'tab\\tand "quotes" $HOME'
      printf x > $'caf\\303\\251.txt' && printf x > $'latin\\351.txt' && printf x > '# comment'
      ln -s photos/a.txt link && ln -s /nowhere/at/all dangling && ln -s $'caf\\303\\251.txt' $'l\\303\\251'
      ln -s ../../etc out && ln photos/a.txt hard1 && ln photos/2024/big.jpg photos/hard2
      chmod 0400 photos/none && chmod 4755 zeros.bin && chmod 0711 empty && chmod 02750 photos/2024
      mkdir sealed && printf x > sealed/file && chmod 0555 sealed
      deep=.; for i in $(seq 1 12); do deep=$deep/$(printf 'd%.0s' $(seq 1 200)); mkdir "$deep"; done
      printf deep > "$deep/$(printf 'f%.0s' $(seq 1 255))"
      if [ "$(id -u)" = 0 ]; then chown -h 1234:4321 photos/a.txt link photos; fi
      touch -d '2001-02-03 04:05:06.123456789' photos/a.txt photos/2024 empty
      touch -h -d '1999-12-31 23:59:59' dangling
      """;

  private Folder() {}

  static Settings settings(Path path) {
    return new Settings(Map.of("path", path.toString()));
  }

  static void zoo(Path path) {
    bash(ZOO, path.toString());
  }

  /** Names, kinds, rights, owners, links, times and contents of all that is there. */
  static String digest(Path path) {
    return bash(DIGEST, path.toString());
  }

  /** Runs a script and returns what it printed; anything but success is the test's own fault. */
  static String bash(String script, String... arguments) {
    try {
      java.util.List<String> command =
          new java.util.ArrayList<>(java.util.List.of("bash", "-euc", script, "bash"));
      command.addAll(java.util.List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      byte[] output = process.getInputStream().readAllBytes();
      String text = new String(output, StandardCharsets.ISO_8859_1);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

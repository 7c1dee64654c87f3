package io.drillbook.driver.source.files;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of a shop, made and looked at with the shell's own tools. */
final class ShopFiles {
  static final String SECRET = "correct-horse-battery";

  private static final String MAKE =
      """
      mkdir -p "$1/nginx/sites-available" "$1/nginx/sites-enabled" "$1/empty" && cd "$1"
      printf 'NODE_ENV=production\\nDATABASE_URL=postgres://shop:%s@db/shop\\nPORT=3000\\n' "$2" > .env
      printf 'server {\\n  listen 80;\\n  server_name shop.example.com;\\n}\\n' > nginx/sites-available/shop
      ln -s ../sites-available/shop nginx/sites-enabled/shop
      ln -s /nowhere/at/all dangling
      head -c 400000 /dev/urandom > nginx/geo.dat
      : > nginx/none
      printf x > 'nginx/name with ä and $HOME'
      long=nginx/$(printf 'l%.0s' $(seq 1 180)); mkdir "$long"; printf x > "$long/$(printf 'f%.0s' $(seq 1 180))"
      chmod 0600 .env; chmod 0644 nginx/sites-available/shop; chmod 0750 nginx; chmod 0400 nginx/none
      if [ "$(id -u)" = 0 ]; then chown -h 1234:4321 .env nginx/sites-enabled/shop nginx; fi
      touch -d '2001-02-03 04:05:06.123456' .env nginx/geo.dat nginx
      """;

  /** Java sets times with microseconds. */
  private static final String DIGEST =
      """
      cd "$1"
      find . -mindepth 1 -type d -printf '%P|%y|%m|%U|%G\\n' -o -mindepth 1 -type f \
        -printf '%P|%y|%m|%U|%G|%T@\\n' -o -mindepth 1 -printf '%P|%y|%U|%G|%l\\n' |
        sed -E 's/([0-9]\\.[0-9]{6})[0-9]{4}/\\1/' | sort
      find . -type f -print0 | sort -z | xargs -0r sha256sum
      """;

  private ShopFiles() {}

  static void make(Path home) {
    bash(MAKE, home.toString(), SECRET);
  }

  /** Everything that was made, file by file, and one output. */
  static Settings settings(Path home) {
    return new Settings(
        Map.of(
            "paths",
            List.of(
                home.resolve(".env").toString(),
                home.resolve("nginx").toString(),
                home.resolve("dangling").toString(),
                home.resolve("empty").toString()),
            "optional-paths",
            List.of(home.resolve("not-there").toString()),
            "outputs",
            Map.of("packages", List.of("dpkg", "-l"))));
  }

  static String digest(Path folder) {
    return bash(DIGEST, folder.toString());
  }

  /** Runs a script and gives what it printed; anything but success is the test's own fault. */
  static String bash(String script, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("bash", "-euc", script, "bash"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
}

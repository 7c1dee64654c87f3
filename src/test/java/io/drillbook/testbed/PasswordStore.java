package io.drillbook.testbed;

import java.nio.file.Path;

/** A password store, made and looked at with the real {@code pass} and {@code gpg}. */
public final class PasswordStore {
  public static final String SECRET = "correct-horse-battery-staple";

  private static final String MAKE =
      """
      export GNUPGHOME="$1/gnupg" PASSWORD_STORE_DIR="$1/source" EDITOR=true
      export GIT_AUTHOR_NAME=shop GIT_AUTHOR_EMAIL=shop@example.com
      export GIT_COMMITTER_NAME=shop GIT_COMMITTER_EMAIL=shop@example.com
      mkdir -m 700 "$GNUPGHOME"
      for name in shop team; do
        gpg -q --batch --passphrase '' --quick-generate-key $name default default never
      done
      pass git init >/dev/null 2>&1 || { pass init shop; pass git init; }
      pass init shop
      pass init -p team shop team
      echo "first-$2" | pass insert -e web/shop
      echo "$2" | pass insert -e -f web/shop
      printf '%s\\nuser: x\\n' "$2" | pass insert -m 'team/db with ä'
      echo gone | pass insert -e web/old
      pass rm -f web/old
      ln -s shop.gpg "$PASSWORD_STORE_DIR/web/alias.gpg"
      mkdir "$PASSWORD_STORE_DIR/empty"
      if [ "$(id -u)" = 0 ]; then chown -R 1234:4321 "$PASSWORD_STORE_DIR"; fi
      touch -d '2001-02-03 04:05:06.123456' "$PASSWORD_STORE_DIR/web/shop.gpg"
      """;

  private static final String DIGEST =
      """
      cd "$1"
      find . -mindepth 1 \\( -name .git -o -name .drillbook-run \\) -prune -o \
        \\( -type d -printf '%P|%y|%m|%U|%G\\n' -o -type f -printf '%P|%y|%m|%U|%G|%T@\\n' \
        -o -printf '%P|%y|%U|%G|%l\\n' \\) | sed -E 's/([0-9]\\.[0-9]{6})[0-9]{4}/\\1/' | sort
      find . \\( -name .git -o -name .drillbook-run \\) -prune -o -type f -print0 |
        sort -z | xargs -0r sha256sum
      if [ -e .git ]; then
        git -c safe.directory='*' for-each-ref
        git -c safe.directory='*' symbolic-ref HEAD
        git -c safe.directory='*' status --porcelain
      fi
      """;

  private PasswordStore() {}

  public static void make(Path bed) {
    Bash.run(MAKE, bed.toString(), SECRET);
  }

  public static String digest(Path store) {
    return Bash.run(DIGEST, store.toString());
  }

  /** What {@code pass show} says. */
  public static String show(Path bed, Path store, String name) {
    return Bash.run(
        "GNUPGHOME=\"$1/gnupg\" PASSWORD_STORE_DIR=\"$2\" pass show \"$3\"",
        bed.toString(),
        store.toString(),
        name);
  }

  public static void end(Path bed) {
    Bash.run("GNUPGHOME=\"$1/gnupg\" gpgconf --kill all 2>/dev/null || true", bed.toString());
  }
}

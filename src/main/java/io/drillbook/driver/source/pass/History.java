package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The history that a store keeps in git. No setting of the machine or of the repository may run
 * anything: a store may be somebody else's.
 */
final class History {
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
          Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
          Map.entry("GIT_TERMINAL_PROMPT", "0"),
          Map.entry("GIT_OPTIONAL_LOCKS", "0"),
          Map.entry("GIT_NO_LAZY_FETCH", "1"),
          Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
          Map.entry("LC_ALL", "C.UTF-8"),
          Map.entry("GIT_DIR", ""),
          Map.entry("GIT_WORK_TREE", ""),
          Map.entry("GIT_INDEX_FILE", ""));

  private static final String MARK = "commit ";

  private final Path store;
  private final Cancellation cancellation;

  History(Path store, Cancellation cancellation) {
    this.store = store;
    this.cancellation = cancellation;
  }

  /** One change of a secret. */
  record Version(String commit, String time, String change) {}

  long commits() {
    return Long.parseLong(text("rev-list", "--all", "--count"));
  }

  /** The branch that is checked out, by its full name, or the commit where it is none. */
  String head() {
    List<String> branch = new ArrayList<>();
    try (ChildProcess git = start("symbolic-ref", "-q", "HEAD")) {
      read(git, branch::add);
      if (git.await() == 0) {
        return branch.get(0);
      }
    }
    return text("rev-parse", "HEAD");
  }

  /** The versions of each file that ever was there, newest first, by its name. */
  Map<String, List<Version>> versions() {
    Map<String, List<Version>> found = new TreeMap<>();
    String[] commit = new String[2];
    try (ChildProcess git =
        start("log", "--all", "--no-renames", "--name-status", "--format=" + MARK + "%H %cI")) {
      read(
          git,
          line -> {
            if (line.startsWith(MARK)) {
              int space = line.indexOf(' ', MARK.length());
              commit[0] = line.substring(MARK.length(), space);
              commit[1] = line.substring(space + 1);
            } else if (line.indexOf('\t') > 0) {
              String name = line.substring(line.indexOf('\t') + 1);
              found
                  .computeIfAbsent(name, key -> new ArrayList<>())
                  .add(new Version(commit[0], commit[1], line.substring(0, 1)));
            }
          });
      requireGood(git, "log");
    }
    return found;
  }

  /** Writes all of it as a bundle. */
  void bundle(OutputStream out) throws IOException {
    try (ChildProcess git = start("bundle", "create", "--quiet", "-", "--all")) {
      git.input().close();
      git.output().transferTo(out);
      requireGood(git, "bundle");
    }
  }

  /** Makes a bundle the history of a store that has its files already. */
  void restore(Path bundle, String head) {
    text("init", "--quiet");
    text("fetch", "--quiet", "--update-head-ok", bundle.toString(), "+refs/*:refs/*");
    if (head.startsWith("refs/")) {
      text("symbolic-ref", "HEAD", head);
    } else {
      text("update-ref", "--no-deref", "HEAD", head);
    }
    // The files stay as they were captured, whether they were committed or not.
    text("reset", "--quiet");
  }

  private String text(String... words) {
    StringBuilder all = new StringBuilder();
    try (ChildProcess git = start(words)) {
      read(git, line -> all.append(line).append('\n'));
      requireGood(git, words[0]);
    }
    return all.toString().strip();
  }

  private ChildProcess start(String... words) {
    List<String> command = new ArrayList<>(List.of("git", "-C", store.toString()));
    for (String setting :
        List.of(
            "safe.directory=*",
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "core.quotePath=false",
            "log.showSignature=false",
            "gc.auto=0")) {
      command.addAll(List.of("-c", setting));
    }
    command.addAll(List.of(words));
    Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
    // A missing object would else be fetched by a program that the repository names.
    environment.put("GIT_ALLOW_PROTOCOL", words[0].equals("fetch") ? "file" : "none");
    return ChildProcess.start(command, environment, null, cancellation);
  }

  private void read(ChildProcess git, java.util.function.Consumer<String> lines) {
    try {
      git.input().close();
      BufferedReader output =
          new BufferedReader(new InputStreamReader(git.output(), StandardCharsets.UTF_8));
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      cancellation.check();
      throw PassFaults.failed("unable to read what git says about: '" + store + "'", e);
    }
  }

  private void requireGood(ChildProcess git, String what) {
    int code = git.await();
    cancellation.check();
    if (code != 0) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to work with the store's history: '"
              + store
              + "': git "
              + what
              + " ended with "
              + code
              + ": "
              + git.errors(),
          "Look at it with 'git -C <store> fsck'.");
    }
  }
}

package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A copy of everything that a repository's server gives out, whole and checked by git. */
final class Mirror {
  private final Git git;
  private final GitSettings settings;

  Mirror(Git git, GitSettings settings) {
    this.git = git;
    this.settings = settings;
  }

  /**
   * Copies the repository.
   *
   * @throws Fault CAPTURE_FAILED where git finds it broken or its history incomplete
   */
  Path make() {
    Path mirror = git.folder().resolve("mirror.git");
    Address address = settings.address();
    git.text(
        GitFaults.source("copy the repository", address),
        git.folder(),
        "clone",
        "--quiet",
        "--mirror",
        "--",
        address.url(),
        mirror.toString());
    refuseShallow(mirror);
    check(
        git,
        mirror,
        GitFaults.source("find the repository sound", address),
        settings.fsckIgnored());
    return mirror;
  }

  /** A history without its beginning makes a bundle that cannot be restored alone. */
  private void refuseShallow(Path mirror) {
    String answer =
        git.text(
            GitFaults.source("look at the repository", settings.address()),
            mirror,
            "rev-parse",
            "--is-shallow-repository");
    if (answer.equals("true")) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture a repository without its whole history: '"
              + settings.address().shown()
              + "'",
          "It is a shallow copy: run 'git fetch --unshallow' there, or name the original.");
    }
  }

  /** Reads every object and follows every reference. */
  static void check(Git git, Path repository, Git.Step step, List<String> ignored) {
    List<String> words = new ArrayList<>();
    ignored.forEach(flaw -> words.addAll(List.of("-c", "fsck." + flaw + "=ignore")));
    words.addAll(List.of("fsck", "--full", "--no-dangling", "--no-progress"));
    git.text(step, repository, words.toArray(String[]::new));
  }
}

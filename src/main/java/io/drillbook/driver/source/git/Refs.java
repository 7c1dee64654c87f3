package io.drillbook.driver.source.git;

import io.drillbook.domain.point.SourceCapture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names in a repository and what they point to. */
record Refs(SortedMap<String, String> ids) {
  static final String HEAD = "HEAD";
  static final String DIGEST = "refs-sha256";

  /** Those of a repository; HEAD is among them if it leads anywhere. */
  static Refs of(Git git, Git.Step step, Path repository) {
    SortedMap<String, String> ids = new TreeMap<>();
    git.lines(
        step,
        repository,
        line ->
            ids.put(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' '))),
        "for-each-ref",
        "--format=%(objectname) %(refname)");
    if (git.says(repository, "rev-parse", "--quiet", "--verify", HEAD)) {
      ids.put(HEAD, git.text(step, repository, "rev-parse", "--verify", HEAD));
    }
    return new Refs(ids);
  }

  /** As {@code git show-ref --head} writes them, but sorted by name. */
  static Refs parse(String text) throws NotWhole {
    SortedMap<String, String> ids = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new NotWhole("its list of names is damaged");
      }
      ids.put(line.substring(space + 1), line.substring(0, space));
    }
    return new Refs(ids);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    ids.forEach((name, id) -> text.append(id).append(' ').append(name).append('\n'));
    return text.toString();
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  long count(String prefix) {
    return ids.keySet().stream().filter(name -> name.startsWith(prefix)).count();
  }

  /** What the manifest tells, comparable with a restored repository's. */
  Map<String, Long> counts() {
    return Map.of(
        "refs", count("refs/"), "branches", count("refs/heads/"), "tags", count("refs/tags/"));
  }

  String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether these are the ones that were captured; an old list in a new point would be no help. */
  boolean areThoseOf(SourceCapture capture) {
    return digest().equals(capture.facts().get(DIGEST));
  }
}

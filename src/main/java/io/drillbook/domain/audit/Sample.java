package io.drillbook.domain.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A random sample that anybody gets again from the same seed, by this program or by hand: of all
 * ids those whose SHA-256 of {@code seed:id} comes first.
 */
public final class Sample {
  private Sample() {}

  /** So many of the ids, or all where there are fewer; in the order of their digests. */
  public static List<String> draw(String seed, int size, Collection<String> ids) {
    return ids.stream()
        .distinct()
        .sorted(Comparator.comparing(id -> sha256(seed + ":" + id)))
        .limit(size)
        .toList();
  }

  /** A digest of the ids that were drawn from: whoever sees another one drew from other runs. */
  public static String population(Collection<String> ids) {
    return sha256(String.join("\n", ids.stream().sorted().toList()));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

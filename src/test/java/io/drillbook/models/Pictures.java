package io.drillbook.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pictures of the runbooks, and the sums that tie each to the model it was drawn from. */
final class Pictures {
  static final Path FOLDER = Path.of("docs/runbooks");
  static final Path SUMS = FOLDER.resolve("pictures.sha256");

  static final Path INDEX = FOLDER.resolve("README.md");

  /** The command that draws what changed and writes the pages. */
  static final String COMMAND = "mvn test -Dtest=DrawRunbooksIT -Ddrillbook.draw=true";

  private Pictures() {}

  static Path pictureOf(Path model) {
    return FOLDER.resolve(Models.name(model) + ".svg");
  }

  static Path pageOf(Path model) {
    return FOLDER.resolve(Models.name(model) + ".md");
  }

  /** Models whose picture is missing, was drawn from another version, or was changed by hand. */
  static List<Path> stale(List<Path> models, String sums) {
    List<String> known = sums.lines().toList();
    return models.stream()
        .filter(
            model ->
                !Files.exists(pictureOf(model))
                    || !known.contains(sum(model))
                    || !known.contains(sum(pictureOf(model))))
        .toList();
  }

  /** The file that {@code sha256sum -c} reads in the root of the repository. */
  static String sums(List<Path> models) {
    return models.stream()
        .flatMap(model -> Stream.of(sum(model), sum(pictureOf(model))))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String sum(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest) + "  " + file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

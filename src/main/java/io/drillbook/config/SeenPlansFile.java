package io.drillbook.config;

import io.drillbook.domain.audit.SeenPlan;
import io.drillbook.spi.plan.SeenPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file among the server's state: system, version and digest per line. */
public final class SeenPlansFile implements SeenPlans {
  private static final Logger LOG = LoggerFactory.getLogger(SeenPlansFile.class);
  private static final String NONE = "-";

  private final Path file;

  /** The file need not be there yet, nor its folder. */
  public SeenPlansFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<List<SeenPlan>> read() {
    try {
      List<SeenPlan> seen = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", -1);
        seen.add(
            new SeenPlan(
                words[0], Integer.parseInt(words[1]), words[2].equals(NONE) ? "" : words[2]));
      }
      return Optional.of(seen);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A change too many on the record does no harm; a server that does not start does.
      LOG.warn("Unable to read which plans were in force before: '{}' ({})", file, e.toString());
      return Optional.empty();
    }
  }

  @Override
  public void keep(Collection<SeenPlan> seen) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          draft,
          seen.stream()
              .map(it -> it.system() + " " + it.version() + " " + written(it.digest()) + "\n")
              .sorted()
              .collect(Collectors.joining()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("Unable to keep which plans are in force: '{}' ({})", file, e.toString());
    }
  }

  private static String written(String digest) {
    return digest.isEmpty() ? NONE : digest;
  }
}

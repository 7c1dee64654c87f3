package io.drillbook.cli;

import io.drillbook.pipeline.evidence.EvidenceLayout;
import io.drillbook.pipeline.evidence.PeriodLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the evidence of a run, or of a system over a period, into a folder. */
@Command(
    name = "export",
    description = "Write the signed evidence of one run, or of a period, into a folder.")
final class EvidenceExportVerb extends Verb {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "The run's id.")
  String id;

  @Option(
      names = "--system",
      paramLabel = "S",
      description = "In place of ID: all runs of this system that ended in a period.")
  String system;

  @Option(names = "--from", paramLabel = "DAY", description = "Its first day, as 2026-01-01.")
  String from;

  @Option(names = "--to", paramLabel = "DAY", description = "Its last day, as 2026-12-31.")
  String to;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "A folder that is empty or does not exist yet.")
  Path folder;

  @Override
  int run(ApiClient api) {
    boolean period = system != null;
    if (period == (id != null) || period != (from != null) || period != (to != null)) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to tell what to export: 'the run or the period'",
          "Give the ID of a run, or --system, --from and --to.");
    }
    requireEmpty();
    String path =
        period
            ? "systems/%s/evidence?from=%s&to=%s"
                .formatted(
                    ApiClient.segment(system), ApiClient.segment(from), ApiClient.segment(to))
            : "runs/" + ApiClient.segment(id) + "/evidence";
    try (InputStream zip = api.download(path)) {
      Files.createDirectories(folder);
      Set<String> files = unpack(zip);
      String last = period ? PeriodLayout.SIGNATURE : EvidenceLayout.SIGNATURE;
      if (!files.contains(last)) {
        throw new IOException("it broke off before its signature came");
      }
      out().println("%s: %d files in %s".formatted(period ? system : id, files.size(), folder));
      out().println("Check it: drillbook evidence verify " + folder + " --key PUBLIC.asc");
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to write the evidence into: '" + folder + "'",
          "Check the folder's rights and the room on its disk, and the server's log: "
              + e.getMessage(),
          e);
    }
  }

  /** A file of another pack beside these would make both doubtful. */
  private void requireEmpty() {
    if (Files.exists(folder) && !isEmptyFolder()) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to write into what is there: '" + folder + "'",
          "Name a folder that is empty or does not exist yet.");
    }
  }

  private boolean isEmptyFolder() {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private Set<String> unpack(InputStream stream) throws IOException {
    Set<String> files = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!isPlain(name) || !files.add(name)) {
          throw new IOException("the server named a file '" + name + "'");
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
          zip.transferTo(out);
        }
      }
    }
    return files;
  }

  /** A file, or one of a run's pack. */
  private static boolean isPlain(String name) {
    String[] parts = name.split("/", -1);
    boolean shaped =
        parts.length == 1 || (parts.length == 3 && parts[0].equals(PeriodLayout.PACKS));
    return shaped && Stream.of(parts).allMatch(EvidenceLayout::isPlain);
  }
}

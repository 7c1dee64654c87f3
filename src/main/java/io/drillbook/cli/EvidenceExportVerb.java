package io.drillbook.cli;

import io.drillbook.pipeline.evidence.EvidenceLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the evidence pack of a run into a folder. */
@Command(name = "export", description = "Write the signed evidence of one run into a folder.")
final class EvidenceExportVerb extends Verb {
  @Parameters(paramLabel = "ID", description = "The run's id.")
  String id;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "A folder that is empty or does not exist yet.")
  Path folder;

  @Override
  int run(ApiClient api) {
    requireEmpty();
    byte[] zip = api.download("runs/" + ApiClient.segment(id) + "/evidence");
    try {
      Files.createDirectories(folder);
      int files = unpack(zip);
      out().println("%s: %d files in %s".formatted(id, files, folder));
      out().println("Check it: drillbook evidence verify " + folder + " --key PUBLIC.asc");
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to write the evidence into: '" + folder + "'",
          "Check the folder's rights and the room on its disk: " + e.getMessage(),
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

  private int unpack(byte[] bytes) throws IOException {
    int files = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!EvidenceLayout.isPlain(entry.getName())) {
          throw new IOException("the server named a file '" + entry.getName() + "'");
        }
        Files.write(
            folder.resolve(entry.getName()), zip.readAllBytes(), StandardOpenOption.CREATE_NEW);
        files++;
      }
    }
    return files;
  }
}

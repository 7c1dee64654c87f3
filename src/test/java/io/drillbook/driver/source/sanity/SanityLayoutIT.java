package io.drillbook.driver.source.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.SanityStub;
import io.drillbook.testbed.SanityTools;
import io.drillbook.testbed.SanityTools.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write is what Sanity's own packages write and read; the service is a stub. */
class SanityLayoutIT {
  @TempDir Path folder;
  private SanityStub stub;

  @BeforeEach
  void start() {
    stub = new SanityStub();
    SanitySourceDriverIT.fill(stub, "production");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void theOfficialImportBringsOurExportBack() throws IOException {
    Path tar = Files.write(folder.resolve("web.tar"), capture());
    stub.createDataset("by-import");
    Answer answer =
        SanityTools.run(
            stub,
            "dataset",
            "import",
            tar.toString(),
            "by-import",
            "--project",
            SanityStub.PROJECT);
    assertThat(answer.exitCode()).as(answer.text()).isZero();
    assertThat(stub.digest("by-import")).isEqualTo(stub.digest("production")).isNotBlank();
  }

  @Test
  void ourExportHoldsWhatTheOfficialOneHolds() throws IOException {
    Path official = folder.resolve("official.tar");
    Answer answer =
        SanityTools.run(
            stub,
            "dataset",
            "export",
            "production",
            official.toString(),
            "--project",
            SanityStub.PROJECT);
    assertThat(answer.exitCode()).as(answer.text()).isZero();
    Map<String, String> theirs;
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(official))) {
      theirs = entries(packed.readAllBytes());
    }
    Map<String, String> ours = entries(capture());
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    assertThat(ours).isEqualTo(theirs);
  }

  private byte[] capture() {
    MemoryMembers members = new MemoryMembers("web");
    new SanitySourceDriver(SanitySourceDriverIT.SECRETS, Clock.systemUTC())
        .capture(
            "web",
            SanitySourceDriverIT.settings(stub, "production"),
            members,
            TestStep.of("backup-1", 1));
    return members.bytes("web.tar.zst.pgp");
  }

  private static Map<String, String> entries(byte[] tar) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile()) {
          String path = entry.getName().substring(entry.getName().indexOf('/') + 1);
          found.put(path, content(path, in));
        }
      }
    }
    return found;
  }

  /** Lines and keys in whatever order. */
  private static String content(String path, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!path.endsWith("json")) {
      return text;
    }
    TreeSet<String> lines = new TreeSet<>();
    for (String line : text.lines().toList()) {
      Object plain =
          Json.mapper()
              .convertValue(Json.read(line.getBytes(StandardCharsets.ISO_8859_1)), Object.class);
      lines.add(Json.mapper().writeValueAsString(plain));
    }
    return String.join("\n", lines);
  }
}

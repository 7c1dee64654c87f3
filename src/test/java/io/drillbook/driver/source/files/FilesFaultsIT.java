package io.drillbook.driver.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are missing, change and lie, and files that are put in their place. */
class FilesFaultsIT {
  private static final String RUN = "restore-1";

  @TempDir Path temp;
  private Path bed;
  private Path shop;
  private FilesSourceDriver driver;
  private final MemoryMembers members = new MemoryMembers("config");

  @BeforeEach
  void make() throws IOException {
    bed = temp.toRealPath();
    shop = bed.resolve("shop");
    driver = new FilesSourceDriver(bed, Clock.systemUTC());
    ShopFiles.make(shop);
  }

  private SourceCapture capture(Settings settings) {
    return driver.capture("config", settings, members, TestStep.of("backup-1", 1));
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ");
    assertThat(fault.hint()).isNotBlank();
    return fault;
  }

  /** Bug 30 of the table: a missing path is no success. */
  @Test
  void aMissingPathFailsTheCaptureUnlessItMayBeMissing() {
    String nowhere = bed.resolve("nowhere").toString();
    Fault fault =
        fault(() -> capture(new Settings(Map.of("paths", List.of(shop + "/.env", nowhere)))));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains(nowhere);
    Fault pattern = fault(() -> capture(new Settings(Map.of("paths", List.of(shop + "/*")))));
    assertThat(pattern.getMessage()).as("no patterns").contains("/*'");
    SourceCapture capture =
        new FilesSourceDriver(bed, Clock.systemUTC())
            .capture(
                "config",
                ShopFiles.settings(shop),
                new MemoryMembers("config"),
                TestStep.of("backup-1", 1));
    assertThat(capture.facts().toString()).contains("missing, which the plan allows", "not-there");
  }

  /** Bug 30 of the table: a file that changes while it is read is no success. */
  @Test
  void aFileThatChangesWhileItIsReadFailsTheCapture() throws IOException {
    Path big = shop.resolve("big");
    Files.write(big, new byte[3_000_000]);
    Settings settings = new Settings(Map.of("paths", List.of(big.toString())));
    for (String script : List.of("echo more >> \"$1\"", "truncate -s 10 \"$1\"")) {
      MemoryMembers some = new MemoryMembers("config");
      Fault fault =
          fault(
              () ->
                  driver.capture(
                      "config",
                      settings,
                      (part, format) -> disturbed(some.open(part, format), script, big),
                      TestStep.of("backup-1", 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
      assertThat(fault.getMessage()).containsAnyOf("changed while it was read", "shrank");
    }
  }

  private static OutputStream disturbed(OutputStream out, String script, Path file) {
    return new java.io.FilterOutputStream(out) {
      private long written;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (written < 1_000_000 && written + length >= 1_000_000) {
          ShopFiles.bash(script, file.toString());
        }
        written += length;
        out.write(bytes, offset, length);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 3", "true", "echo some; kill -9 $$", "echo some; sleep 600"})
  void anOutputCountsOnlyWithExitCodeNullAndSomethingInIt(String script) {
    Settings settings =
        new Settings(
            Map.of(
                "paths", List.of(shop + "/.env"),
                "outputs", Map.of("list", List.of("bash", "-c", script)),
                "timeout", "PT2S"));
    assertThat(fault(() -> capture(settings)).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void outputsAreFilesBesideTheOthers() {
    SourceCapture capture = capture(ShopFiles.settings(shop));
    restore(capture, settings("target"));
    assertThat(bed.resolve("target/outputs/packages")).content().contains("coreutils");
    assertThat(
            ShopFiles.bash(
                "cd \"$1\" && sha256sum -c SHA256SUMS", bed.resolve("target").toString()))
        .contains("./files" + shop + "/.env: OK");
  }

  private Settings settings(String target, Object... more) {
    Map<String, Object> values = new java.util.HashMap<>();
    values.put("path", bed.resolve(target).toString());
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return new Settings(values);
  }

  private RestoreReport restore(SourceCapture capture, Settings target) {
    return driver.restore(
        capture, members.members(), members, target, Settings.none(), TestStep.of(RUN, 1));
  }

  @Test
  void whatDiffersIsShownWithoutSecrets() throws IOException {
    SourceCapture capture = capture(ShopFiles.settings(shop));
    Files.writeString(
        shop.resolve(".env"),
        "NODE_ENV=staging\nDATABASE_URL=postgres://shop:hunter2@db/shop\nPORT=3000\n");
    Files.writeString(
        shop.resolve("nginx/sites-available/shop"),
        "server {\n  listen 8080;\n  server_name shop.example.com;\n  set $api_token abc123;\n}\n");
    ShopFiles.bash("chmod 0664 \"$1\"/nginx/sites-available/shop", shop.toString());
    ShopFiles.bash("ln -sfn elsewhere \"$1\"/nginx/sites-enabled/shop", shop.toString());
    Files.delete(shop.resolve("nginx/geo.dat"));
    String notes = String.join("\n", restore(capture, settings("target")).notes());
    assertThat(notes)
        .contains(
            "-NODE_ENV=******",
            "+NODE_ENV=******",
            "-  listen 8080;",
            "+  listen 80;",
            "-  set ******",
            "mode and owner now 0664 0:0, restored 0644 0:0",
            "now -> elsewhere, restored -> ../sites-available/shop",
            "is not there now: " + shop + "/nginx/geo.dat",
            "4 files differ")
        .doesNotContain("hunter2", ShopFiles.SECRET, "abc123");
    assertThat(shop.resolve(".env")).content().as("nothing was put in place").contains("hunter2");
  }

  @Test
  void whatIsPutInPlaceComesWithItsLooksAndKeepsWhatWasThere() throws IOException {
    SourceCapture capture = capture(ShopFiles.settings(shop));
    String before = ShopFiles.digest(shop);
    Files.writeString(shop.resolve(".env"), "hunter2");
    ShopFiles.bash(
        "cd \"$1\" && ln -sfn other nginx/sites-enabled/shop && rm -r nginx/l* && chmod 0666 nginx/none",
        shop.toString());
    Settings target = settings("target", "place", true);
    RestoreReport report = restore(capture, target);
    assertThat(report.notes().toString())
        .contains("put in place: " + shop + "/.env, what was there");
    assertThat(shop.resolve(".env.before-" + RUN)).hasContent("hunter2");
    assertThat(Files.readSymbolicLink(shop.resolve("nginx/sites-enabled/shop.before-" + RUN)))
        .hasToString("other");
    ShopFiles.bash("find \"$1\" -name '*.before-*' -delete", shop.toString());
    assertThat(ShopFiles.digest(shop)).isEqualTo(before);
    Files.writeString(shop.resolve(".env"), "edited after that");
    assertThat(restore(capture, target).alreadyDone()).isTrue();
    assertThat(shop.resolve(".env"))
        .as("placed once and once only")
        .hasContent("edited after that");
  }

  @Test
  void aPlacementThatWasCutOffIsGoneOnWith() throws IOException {
    SourceCapture capture = capture(ShopFiles.settings(shop));
    String before = ShopFiles.digest(shop);
    restore(capture, settings("target"));
    ShopFiles.bash("rm -r \"$1\"/nginx", shop.toString());
    Path half = shop.resolve("..env.drillbook-" + RUN);
    Files.writeString(half, "half");
    Files.writeString(shop.resolve(".env"), "old");
    RestoreReport report = restore(capture, settings("target", "place", true));
    assertThat(report.alreadyDone()).isTrue();
    assertThat(half).doesNotExist();
    ShopFiles.bash("find \"$1\" -name '*.before-*' -delete", shop.toString());
    assertThat(ShopFiles.digest(shop)).isEqualTo(before);
  }

  /** Entries: name=content, name/ folder, name->link, name! device; checksums are right. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out=x",
        "/out=x",
        "files/ files/../../out=x",
        "files/ files/link->@bed@/shop files/link/.env=x",
        "files/link->@bed@/shop files/link/.env=x",
        "files/ files/a->@bed@/shop/.env files/a=x",
        "files/nofolder/out=x",
        "elsewhere/ elsewhere/out=x",
        ".drillbook-run=restore-1",
        "files/ files/null!",
        "files/ files/twice=x files/twice=x"
      })
  void nothingGetsOutOfAHostileArchive(String entries) throws IOException {
    String before = ShopFiles.digest(shop);
    SourceCapture capture = new SourceCapture("config", "files", Instant.EPOCH, Map.of(), Map.of());
    write(entries.replace("@bed@", bed.toString()));
    Fault fault = fault(() -> restore(capture, settings("target")));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(bed.resolve("target")).doesNotExist();
    assertThat(bed.resolve("out")).doesNotExist();
    assertThat(ShopFiles.digest(shop)).isEqualTo(before);
  }

  private void write(String entries) throws IOException {
    Map<String, String> sums = new java.util.TreeMap<>();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(members.open("", "tar"))) {
      for (String text : entries.split(" ", -1)) {
        String name = text.replaceFirst("(=|->|!).*", "");
        byte type =
            text.contains("->")
                ? TarConstants.LF_SYMLINK
                : text.endsWith("!")
                    ? TarConstants.LF_CHR
                    : text.endsWith("/") ? TarConstants.LF_DIR : TarConstants.LF_NORMAL;
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(text.replaceFirst(".*->", ""));
        byte[] content =
            text.contains("=")
                ? text.replaceFirst("[^=]*=", "").getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        if (type == TarConstants.LF_NORMAL) {
          sums.put(name, java.util.HexFormat.of().formatHex(Sums.digest().digest(content)));
        }
      }
      byte[] list = Sums.list(sums).getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(Layout.SUMS);
      entry.setSize(list.length);
      tar.putArchiveEntry(entry);
      tar.write(list);
      tar.closeArchiveEntry();
    }
  }

  @Test
  void aFileThatDiffersFromItsChecksumIsRefusedBeforeAnythingIsInPlace() throws IOException {
    SourceCapture capture = capture(ShopFiles.settings(shop));
    String file = members.members().get(0).file();
    byte[] bytes = members.bytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("server_name");
    members.truncate(file, at);
    MemoryMembers flipped = new MemoryMembers("config");
    try (OutputStream out = flipped.open("", "tar")) {
      bytes[at] ^= 1;
      out.write(bytes);
    }
    Fault fault =
        fault(
            () ->
                driver.restore(
                    capture,
                    flipped.members(),
                    flipped,
                    settings("target"),
                    Settings.none(),
                    TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(bed.resolve("target")).doesNotExist();
  }

  @Test
  void aNameThatWouldNotComeBackTheSameIsRefused() {
    ShopFiles.bash("echo x > \"$1\"/nginx/$'line\\nfeed'", shop.toString());
    assertThat(fault(() -> capture(ShopFiles.settings(shop))).hint()).contains("kind directory");
  }
}

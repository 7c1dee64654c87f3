package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.drillbook.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** Exports the evidence of runs as an auditor and checks it as one, by the command line. */
final class EvidenceOfRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ShopBed shop;
  private final Path folder;
  private final JsonSchema schema;

  EvidenceOfRuns(ShopBed shop, Path folder) throws IOException {
    this.shop = shop;
    this.folder = folder;
    this.schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs/reference/evidence.schema.json")));
  }

  /** A pack that holds, is valid, and says what its run was. */
  JsonNode good(String run) throws IOException {
    Path pack = folder.resolve(run);
    Typed exported = export(run, pack);
    assertThat(exported.exit()).as(exported.all()).isZero();
    keep(pack);
    Typed verified = verify(pack, "--key", key("signer"));
    assertThat(verified.exit()).as(verified.all()).isZero();
    assertThat(verified.out()).contains("Good: " + run);
    JsonNode evidence = JSON.readTree(Files.readAllBytes(pack.resolve("evidence.json")));
    assertThat(schema.validate(evidence)).as(run).isEmpty();
    assertThat(text(pack.resolve("evidence.pdf"))).contains(run, "Verdict:", "Runbook: ");
    assertThat(Files.readString(pack.resolve("diagram.bpmn"))).contains("<bpmn:definitions");
    return evidence;
  }

  private static void keep(Path pack) throws IOException {
    String to = System.getProperty("drillbook.evidence.keep");
    if (to != null) {
      Files.copy(
          pack.resolve("evidence.pdf"),
          Files.createDirectories(Path.of(to)).resolve(pack.getFileName() + ".pdf"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A pack that does not hold once somebody had it, nor by another key. */
  void forged(String run) throws IOException {
    Path pack = folder.resolve(run);
    assertThat(verify(pack, "--config", shop.home().resolve("config").toString()).exit()).isZero();
    Typed other = verify(pack, "--key", key("ops"));
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains("unable to accept the signature").contains("HINT: ");
    assertThat(verify(pack).exit()).isEqualTo(2);
    assertThat(export(run, pack).exit()).as("a folder that is not empty").isEqualTo(2);
    Path json = pack.resolve("evidence.json");
    Files.writeString(
        json, Files.readString(json).replaceFirst("\"number\" : 7,", "\"number\" : 8,"));
    Typed changed = verify(pack, "--key", key("signer"), "--json");
    assertThat(changed.exit()).isEqualTo(1);
    JsonNode told = JSON.readTree(changed.out());
    assertThat(told.path("good").asBoolean()).isFalse();
    assertThat(told.at("/findings/0/record").asLong()).isPositive();
  }

  /** The pack of a run is as it was anchored, whichever way the anchors are named. */
  void anchored(String run) {
    Path pack = folder.resolve(run + "-anchored");
    assertThat(export(run, pack).exit()).isZero();
    String config = shop.home().resolve("config").toString();
    for (String[] options :
        List.of(
            new String[] {"--config", config, "--anchors", "primary"},
            new String[] {
              "--key", key("signer"), "--anchors", shop.home().resolve("vault").toString()
            },
            new String[] {
              "--key", key("signer"), "--anchors", shop.home().resolve("vault/_anchors").toString()
            })) {
      Typed verified = verify(pack, options);
      assertThat(verified.exit()).as(verified.all()).isZero();
      assertThat(verified.out()).contains("Good: " + run, ", as anchored at ");
    }
    Typed nowhere = verify(pack, "--key", key("signer"), "--anchors", pack.toString());
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.err()).contains("unable to find an anchor that covers the run: '" + run);
  }

  /** All runs of the last days, of which each has its pack; the index. */
  JsonNode period() throws IOException {
    Path period = folder.resolve("period");
    LocalDate today = LocalDate.now(Clock.systemUTC());
    Typed exported =
        asAuditor(
            "evidence",
            "export",
            "--system",
            "shop",
            "--from",
            today.minusDays(2).toString(),
            "--to",
            today.plusDays(1).toString(),
            "--out",
            period.toString(),
            "--server",
            shop.address());
    assertThat(exported.exit()).as(exported.all()).isZero();
    String kept = System.getProperty("drillbook.evidence.keep");
    if (kept != null) {
      Files.copy(
          period.resolve("period.pdf"),
          Files.createDirectories(Path.of(kept)).resolve("period.pdf"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Typed verified =
        verify(
            period, "--key", key("signer"), "--anchors", shop.home().resolve("vault").toString());
    assertThat(verified.exit()).as(verified.all()).isZero();
    assertThat(verified.out()).contains("Good: shop from ", "each with its pack", ", as anchored");
    assertThat(text(period.resolve("period.pdf"))).contains("Evidence of shop", "Drills that were");
    return JSON.readTree(Files.readAllBytes(period.resolve("period.json")));
  }

  /** What a pack says, without what every export says anew. */
  JsonNode said(String run, String name) throws IOException {
    Path pack = folder.resolve(run + name);
    Typed exported = export(run, pack);
    assertThat(exported.exit()).as(exported.all()).isZero();
    assertThat(verify(pack, "--key", key("signer")).exit()).isZero();
    ObjectNode evidence =
        (ObjectNode) JSON.readTree(Files.readAllBytes(pack.resolve("evidence.json")));
    evidence.remove("exportedAt");
    for (JsonNode file : evidence.path("files")) {
      if (file.path("name").asText().equals("evidence.pdf")) {
        ((ObjectNode) file).remove(List.of("sha256", "bytes"));
      }
    }
    return evidence;
  }

  private Typed export(String run, Path to) {
    return asAuditor("evidence", "export", run, "--out", to.toString(), "--server", shop.address());
  }

  private Typed asAuditor(String... words) {
    return as("auditor", words);
  }

  /** A command of whoever may look after the catalog. */
  Typed asAdministrator(String... words) {
    return as("admin", words);
  }

  private Typed as(String user, String... words) {
    System.setProperty("DRILLBOOK_USER", user);
    System.setProperty("DRILLBOOK_PASSWORD", shop.password(user));
    try {
      return Typed.of(words);
    } finally {
      System.clearProperty("DRILLBOOK_USER");
      System.clearProperty("DRILLBOOK_PASSWORD");
    }
  }

  private static Typed verify(Path pack, String... options) {
    String[] words = new String[options.length + 3];
    words[0] = "evidence";
    words[1] = "verify";
    words[2] = pack.toString();
    System.arraycopy(options, 0, words, 3, options.length);
    return Typed.of(words);
  }

  private String key(String name) {
    return shop.home().resolve("config/keys/" + name + ".asc").toString();
  }

  private static String text(Path pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }
}

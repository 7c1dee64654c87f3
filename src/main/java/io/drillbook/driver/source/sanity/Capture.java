package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes one capture as one tar in the official export's layout. Documents come first over the wire
 * and last into the tar, where everybody who reads it finds the assets already.
 */
final class Capture {
  static final String FORMAT = "tar";
  static final String PROJECT = "project";
  static final String DATASET = "dataset";

  private final String source;
  private final Api api;
  private final Settings settings;
  private final Clock clock;
  private final MemberSink sink;
  private final StepContext context;
  private final Tally tally = new Tally();
  private long done;

  Capture(
      String source,
      Api api,
      Settings settings,
      Clock clock,
      MemberSink sink,
      StepContext context) {
    this.source = source;
    this.api = api;
    this.settings = settings;
    this.clock = clock;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take() {
    Instant dataTime = clock.instant();
    long before = api.query(Documents.COUNTED).asLong();
    refuseEmpty(before);
    try (VeiledFile documents = new VeiledFile()) {
      Export export = new Export(api);
      long exported = documents(export, documents);
      refuseMissing(exported + export.assets().size(), before);
      write(export, documents);
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(e);
    }
    Map<String, String> facts = new HashMap<>();
    facts.put(PROJECT, api.project());
    facts.put(DATASET, api.dataset());
    return new SourceCapture(source, SanitySourceDriver.KIND, dataTime, facts, tally.counts());
  }

  private long documents(Export export, VeiledFile documents) throws IOException {
    long[] exported = {0};
    try (OutputStream out = documents.write()) {
      export.read(
          document -> {
            byte[] line = Json.bytes(document);
            out.write(line);
            out.write('\n');
            tally.document(document);
            exported[0] += Documents.isRelease(document) ? 0 : 1;
            done += line.length;
            context.progress(source, done, -1);
          });
    }
    return exported[0];
  }

  private void write(Export export, VeiledFile documents) throws IOException {
    try (ExportTar tar = new ExportTar(sink.open("", FORMAT), source)) {
      ObjectNode described = Json.mapper().createObjectNode();
      for (ObjectNode asset : export.assets()) {
        AssetDownload download = new AssetDownload(api, asset, context);
        try (VeiledFile content = new VeiledFile()) {
          download.into(content);
          tar.entry(Documents.path(Documents.id(asset)), content);
          described.set(download.key(), download.description());
          done += content.size();
        }
        tally.asset(Documents.type(asset));
        context.progress(source, done, -1);
      }
      tar.entry(ExportTar.ASSETS, Json.bytes(described));
      tar.entry(ExportTar.DOCUMENTS, documents);
      tar.finish();
    }
  }

  private void refuseEmpty(long documents) {
    if (documents == 0 && !settings.flag(SanitySettings.ALLOW_EMPTY, false)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty dataset: '" + api.who() + "'",
          "Check that it is the right one; 'allow-empty: true' lets it pass.");
    }
  }

  /** Documents may come and go meanwhile, but more than went can only be lost. */
  private void refuseMissing(long exported, long before) {
    long least = Math.min(before, api.query(Documents.COUNTED).asLong());
    if (exported < least) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to export the whole dataset: '%s': %d documents of %d"
              .formatted(api.who(), exported, least),
          "The stream ended too early, or the token may not see everything.");
    }
  }

  private Fault stopped(IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the export: '" + source + "': " + e.getMessage(),
        "Check the room and the health of the vault's disk and of the temporary folder.",
        e);
  }
}

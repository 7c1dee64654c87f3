package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/** Reads an export to its end: every document, every asset that one refers to, and the counts. */
final class StructureCheck implements ExportVisitor {
  private final SourceCapture capture;
  private final ExportReader export;
  private final Set<String> places = new HashSet<>();
  private final Tally tally = new Tally();

  StructureCheck(SourceCapture capture, Member member) {
    this.capture = capture;
    this.export = new ExportReader(member, FaultCode.CONTENT_MISMATCH);
  }

  void run(MemberReader reader, StepContext context) {
    export.read(reader, context, this);
    if (!tally.counts().equals(capture.contents())) {
      throw export.notWhole(
          "it holds " + tally.counts() + " instead of " + capture.contents(), null);
    }
  }

  @Override
  public void asset(String place, InputStream content) throws IOException {
    content.transferTo(OutputStream.nullOutputStream());
    places.add(place);
    tally.asset(place.startsWith("images/") ? "sanity.imageAsset" : "sanity.fileAsset");
  }

  @Override
  public void descriptions(JsonNode assets) {
    // The official import does without them too.
  }

  @Override
  public void document(JsonNode document) throws IOException {
    tally.document(document);
    Documents.withAssets(
        document,
        place -> {
          if (!places.contains(place)) {
            throw export.notWhole(
                "a document refers to an asset that is not in it: " + place, null);
          }
          return place;
        });
  }
}

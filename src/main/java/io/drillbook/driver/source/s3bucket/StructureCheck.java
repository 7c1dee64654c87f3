package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;

/** Reads the inventory, and the bytes where they were captured, to the end; needs no store. */
final class StructureCheck {
  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final StepContext context;

  StructureCheck(SourceCapture capture, Parts parts, MemberReader reader, StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.context = context;
  }

  /**
   * Reads all.
   *
   * @throws io.drillbook.domain.fault.Fault CONTENT_MISMATCH where it is cut or altered
   */
  void run() {
    if (parts.bytes().isPresent()) {
      new ArchiveSupply(capture, parts, reader, null, "", context).each((line, source) -> {});
      return;
    }
    Wanted wanted = new Wanted(capture, "");
    try (Inventory.Reader inventory = new Inventory.Reader(reader.open(parts.inventory()))) {
      long lines = 0;
      while (wanted.next(inventory).isPresent()) {
        context.cancellation().check();
        context.progress(parts.inventory().file(), ++lines, -1);
      }
      wanted.sums();
    } catch (IOException e) {
      throw wanted.failed(e);
    }
  }
}

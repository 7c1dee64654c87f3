package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.RestoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Brings a capture into another bucket: every object that a reader saw then, and no other. */
final class Restore {
  private final SourceCapture capture;
  private final Store target;
  private final Supply supply;
  private final Mark mark;
  private final Occupants occupants;
  private final AtomicLong written = new AtomicLong();
  private final Missing missing = new Missing();

  Restore(SourceCapture capture, Store target, Supply supply, Mark mark) {
    this.capture = capture;
    this.target = target;
    this.supply = supply;
    this.mark = mark;
    this.occupants = new Occupants(target, mark);
  }

  RestoreReport run() {
    boolean holdsOurs = occupants.requireFree() > 0 && occupants.clearOtherContent() > 0;
    try {
      Sums expected = supply.each((line, bytes) -> bring(line, bytes, holdsOurs));
      missing.refuse();
      compare(expected, occupants.sums());
      boolean alreadyDone = holdsOurs && written.get() == 0;
      return new RestoreReport(expected.contents(), notes(alreadyDone), alreadyDone);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private void bring(Line line, Supply.Source bytes, boolean holdsOurs) {
    String key = target.prefix() + line.key().substring(supply.prefix().length());
    if (holdsOurs && isThere(line, key)) {
      return;
    }
    if (bytes.bring(line, key)) {
      written.incrementAndGet();
    } else {
      missing.add(line);
    }
  }

  private boolean isThere(Line line, String key) {
    return target
        .head(key, null)
        .filter(found -> found.contentLength() == line.size())
        .filter(found -> mark.isOfContent(found.metadata()))
        .isPresent();
  }

  private void compare(Sums expected, Sums found) {
    if (!expected.digest().equals(found.digest())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + target.settings().home().shown()
              + "' holds "
              + found.contents()
              + " instead of "
              + expected.contents(),
          "Does somebody else write into the target?");
    }
  }

  private List<String> notes(boolean alreadyDone) {
    List<String> notes = new ArrayList<>();
    if (alreadyDone) {
      notes.add("an earlier attempt of this run had restored it");
    }
    if (!target.settings().only().isEmpty()) {
      notes.add("only keys that begin with " + target.settings().only());
    }
    if (capture.facts().containsKey("drift")) {
      notes.add("when captured: " + capture.facts().get("drift"));
    }
    return notes;
  }

  /** A failed attempt leaves nothing; what cannot be removed now, the next one takes over. */
  private void cleanUp(RuntimeException cause) {
    try {
      occupants.removeOurs();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}

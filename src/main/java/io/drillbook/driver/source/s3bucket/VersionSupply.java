package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Objects from the versions that the captured bucket still holds. */
final class VersionSupply implements Supply {
  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final Copier copier;
  private final String only;
  private final StepContext context;
  private final AtomicLong done = new AtomicLong();

  VersionSupply(
      SourceCapture capture,
      Parts parts,
      MemberReader reader,
      Copier copier,
      String only,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.copier = copier;
    this.only = only;
    this.context = context;
  }

  @Override
  public Sums each(Taker taker) {
    Wanted wanted = new Wanted(capture, only);
    try (Inventory.Reader inventory = new Inventory.Reader(reader.open(parts.inventory()))) {
      new Crew(context)
          .work(
              () -> wanted.nextWanted(inventory),
              line -> {
                taker.take(line, copier::copy);
                context.progress(
                    capture.source(),
                    done.incrementAndGet(),
                    capture.contents().getOrDefault(Sums.OBJECTS, -1L));
                context.cancellation().check();
              });
      return wanted.sums();
    } catch (IOException e) {
      throw wanted.failed(e);
    }
  }

  @Override
  public String prefix() {
    return Home.of(capture).prefix();
  }
}

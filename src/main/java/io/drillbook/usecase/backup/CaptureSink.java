package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberTotals;
import io.drillbook.pipeline.MemberWriter;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.Recipients;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Takes one source's members into all vaults; nothing is visible there before the commit. */
final class CaptureSink implements MemberSink {
  private record Opened(
      String file, String format, List<String> sealedFor, VaultFan fan, MemberWriter writer) {}

  private final String source;
  private final List<StoredPoint> places;
  private final VaultFailures failures;
  private final Recipients recipients;
  private final KeyRing keys;
  private final StepContext context;
  private final List<Opened> opened = new ArrayList<>();

  CaptureSink(
      String source,
      List<StoredPoint> places,
      VaultFailures failures,
      Recipients recipients,
      KeyRing keys,
      StepContext context) {
    this.source = source;
    this.places = places;
    this.failures = failures;
    this.recipients = recipients;
    this.keys = keys;
    this.context = context;
    context.cancellation().onCancel(() -> abort(new IOException("the step was cancelled")));
  }

  @Override
  public OutputStream open(String part, String format) {
    return open(part, format, recipients, List.of());
  }

  @Override
  public OutputStream openFor(List<String> names, String part, String format) {
    Recipients only = keys.sealedFor(names);
    return open(part, format, only, only.fingerprints());
  }

  private synchronized OutputStream open(
      String part, String format, Recipients readers, List<String> sealedFor) {
    context.cancellation().check();
    String file = PointLayout.memberFile(source, part, format);
    if (opened.stream().anyMatch(member -> member.file().equals(file))) {
      throw failed("its driver opened it twice", file);
    }
    VaultFan fan = new VaultFan(file, places, failures);
    try {
      MemberWriter writer =
          MemberWriter.open(file, readers, fan, done -> context.progress(file, done, -1));
      opened.add(new Opened(file, format, sealedFor, fan, writer));
      return writer;
    } catch (IOException e) {
      fan.close();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was written.
   *
   * @throws Fault CAPTURE_FAILED where a member is empty or its stream was not closed well
   */
  synchronized List<Member> members() {
    if (opened.isEmpty()) {
      throw failed("its driver wrote nothing", source);
    }
    List<Member> members = new ArrayList<>();
    for (Opened one : opened) {
      if (!one.writer().isComplete()) {
        throw failed("it was not written to its end", one.file());
      }
      MemberTotals totals = one.writer().result();
      if (totals.contentBytes() == 0) {
        throw failed("it is empty", one.file());
      }
      members.add(
          new Member(
              source,
              one.file(),
              one.format(),
              totals.storedBytes(),
              totals.storedSha256(),
              totals.contentBytes(),
              totals.contentSha256(),
              one.sealedFor()));
    }
    if (members.stream().allMatch(Member::isSealed)) {
      throw failed("nothing of it can be checked here: all is sealed", source);
    }
    return members;
  }

  synchronized void commit() {
    opened.forEach(one -> one.fan().commit());
  }

  /** Stops every stream; whoever writes gets an exception. */
  synchronized void abort(Throwable why) {
    opened.forEach(one -> one.writer().abort(why));
  }

  /** Takes everything back, committed or not. */
  synchronized void discard() {
    abort(new IOException("the capture was given up"));
    for (Opened one : opened) {
      release(one.writer());
      one.fan().close();
    }
    opened.forEach(one -> one.fan().takeBack());
  }

  /** Closes for the sake of the compressor's memory, which is outside the heap. */
  private static void release(MemberWriter writer) {
    try {
      writer.close();
    } catch (IOException e) {
      // It was aborted just now: this is what it says then.
      return;
    }
  }

  private static Fault failed(String why, String subject) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to keep the capture, " + why + ": '" + subject + "'",
        "Look at the source itself: is there anything to capture?");
  }
}

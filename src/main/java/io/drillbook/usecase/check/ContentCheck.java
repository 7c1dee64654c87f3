package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.SourceDrivers;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens members whose stored bytes were found good, to the end of their content, and lets each
 * source's driver look at the structure. Without a private key that opens them it says so: that is
 * a fact about this server, not about the copy.
 */
final class ContentCheck {
  /** What says that content is not whole; any other trouble says nothing about it. */
  private static final Set<FaultCode> NOT_WHOLE =
      EnumSet.of(
          FaultCode.CONTENT_MISMATCH, FaultCode.DECRYPTION_FAILED, FaultCode.CHECKSUM_MISMATCH);

  private final SourceDrivers drivers;

  ContentCheck(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  void check(
      Manifest manifest, StoredPoint place, KeyRing keys, Findings found, StepContext context) {
    MemberKeys opened;
    try {
      opened = keys.openers(manifest.openers());
    } catch (Fault e) {
      if (e.code() != FaultCode.KEY_MISSING) {
        throw e;
      }
      found.note("not decrypted: no key: " + e.getMessage());
      return;
    }
    for (SourceCapture capture : manifest.sources()) {
      source(capture, manifest.membersOf(capture.source()), place, opened, found, context);
    }
  }

  private void source(
      SourceCapture capture,
      List<Member> members,
      StoredPoint place,
      MemberKeys opened,
      Findings found,
      StepContext context) {
    Optional<Fault> trouble = read(capture, members, place, opened, context);
    if (trouble.filter(fault -> NOT_WHOLE.contains(fault.code())).isPresent()) {
      // A connection that broke looks the same, and this verdict is for good: look twice.
      members.forEach(
          member ->
              PointFolder.damage(member, place, context)
                  .ifPresent(fault -> found.wrong(fault.getMessage())));
      if (!found.isGood()) {
        return;
      }
      trouble = read(capture, members, place, opened, context);
    }
    String source = capture.source();
    trouble.ifPresentOrElse(
        fault -> {
          if (NOT_WHOLE.contains(fault.code())) {
            found.broken(fault.getMessage());
          } else {
            found.note(source + ": structure not checked: " + fault.getMessage());
          }
        },
        () -> found.note(source + ": decrypted and its structure checked to the end"));
    members.stream()
        .filter(member -> !opened.open(member))
        .forEach(
            member ->
                found.note(
                    "%s: sealed for %s, not opened here; its stored bytes are as the manifest says"
                        .formatted(member.file(), String.join(" or ", member.recipients()))));
  }

  private Optional<Fault> read(
      SourceCapture capture,
      List<Member> members,
      StoredPoint place,
      MemberKeys opened,
      StepContext context) {
    ReadMembers reader = new ReadMembers(new EncryptedMembers(opened, place::read));
    Optional<Fault> structure =
        attempt(
            () -> drivers.driver(capture.kind()).checkStructure(capture, members, reader, context));
    if (structure.filter(fault -> NOT_WHOLE.contains(fault.code())).isPresent()) {
      return structure;
    }
    return attempt(() -> reader.readTheRest(members, context)).or(() -> structure);
  }

  private static Optional<Fault> attempt(Runnable look) {
    try {
      look.run();
      return Optional.empty();
    } catch (Fault e) {
      if (e.code() == FaultCode.CANCELLED || Silence.CODES.contains(e.code())) {
        throw e;
      }
      return Optional.of(e);
    }
  }
}

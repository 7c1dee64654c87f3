package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The members of one capture, and what the manifest tells of them. */
record Members(SourceCapture capture, List<Member> all, MemberReader reader, StepContext context) {
  static final String INVENTORY = "inventory";
  static final String JSON = "json";
  static final String STORE = "store";
  static final String TAR = "tar";
  static final String HISTORY = "history";
  static final String BUNDLE = "bundle";

  /** Facts: where the store was, and what its history had checked out. */
  static final String PATH = "path";

  static final String HEAD = "history at";

  private static final int BUFFER = 64 * 1024;

  /** The fact that tells a member's checksum. */
  static String sum(String part) {
    return "sha256 of " + part;
  }

  Member inventory() {
    return find(JSON)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find the inventory of the source: '" + capture.source() + "'",
                    "The recovery point is not complete; choose another one."));
  }

  Optional<Member> store() {
    return find(TAR);
  }

  Optional<Member> history() {
    return find(BUNDLE);
  }

  /** Reads the inventory to its end and compares it with what the manifest says. */
  Inventory readInventory() {
    Member member = inventory();
    try (InputStream in = reader.open(member)) {
      Inventory inventory = Inventory.read(member.file(), in.readAllBytes());
      if (inventory.present() != capture.contents().getOrDefault(Sums.NAMED, -1L)) {
        throw PassFaults.notWhole(member.file(), "it names other secrets", null);
      }
      context.progress(member.file(), member.contentBytes(), member.contentBytes());
      context.cancellation().check();
      return inventory;
    } catch (IOException e) {
      throw PassFaults.notWhole(member.file(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Copies a member to its end; what was copied counts only once this returns. */
  void copy(Member member, String part, OutputStream out) {
    try (DigestInputStream in = new DigestInputStream(reader.open(member), Sums.digest())) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        context.cancellation().check();
        out.write(buffer, 0, n);
        done += n;
        context.progress(member.file(), done, member.contentBytes());
      }
      context.cancellation().check();
      String found = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (!found.equals(capture.facts().get(sum(part)))) {
        throw PassFaults.notWhole(member.file(), "its bytes differ from the manifest", null);
      }
    } catch (IOException e) {
      throw PassFaults.restoring(member.file(), e);
    }
  }

  private Optional<Member> find(String format) {
    return all.stream().filter(member -> member.format().equals(format)).findFirst();
  }
}

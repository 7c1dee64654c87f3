package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one capture. */
record Members(SourceCapture capture, List<Member> all, MemberReader reader, StepContext context) {
  static final String INVENTORY = "inventory";
  static final String JSON = "json";
  static final String VALUES = "values";
  static final String NDJSON = "ndjson";

  Member inventory() {
    return find(JSON)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find the inventory of the source: '" + capture.source() + "'",
                    "The recovery point is not complete; choose another one."));
  }

  Optional<Member> values() {
    return find(NDJSON);
  }

  /** Reads the inventory and compares it with the manifest. */
  Inventory readInventory() {
    Member member = inventory();
    try (InputStream in = reader.open(member)) {
      Inventory inventory = Inventory.read(member.file(), in.readAllBytes());
      Tally tally = new Tally(Optional.empty());
      inventory.restorable().forEach(tally::secret);
      requireSame(member, tally.named());
      context.progress(member.file(), member.contentBytes(), member.contentBytes());
      context.cancellation().check();
      return inventory;
    } catch (IOException e) {
      throw Inventory.notWhole(member.file(), String.valueOf(e.getMessage()));
    }
  }

  /** Takes versions in order. */
  interface Visitor {
    void visit(Values.Line line);
  }

  /**
   * Reads all values to their end and compares them with the manifest; what was handed on before
   * counts only once this returns.
   *
   * @return the salt of their checksum
   */
  byte[] readValues(Member member, Inventory inventory, Visitor visitor) {
    try (Values.Reader in = new Values.Reader(member.file(), reader.open(member))) {
      Tally tally = new Tally(Optional.of(in.salt()));
      inventory.restorable().forEach(tally::secret);
      long done = 0;
      for (var line = in.next(); line.isPresent(); line = in.next()) {
        context.cancellation().check();
        Values.Line one = line.get();
        tally.value(one.path(), one.version(), one.value());
        visitor.visit(one);
        context.progress(member.file(), ++done, -1);
      }
      context.cancellation().check();
      requireSame(member, tally.all());
      return in.salt();
    } catch (IOException e) {
      throw Inventory.notWhole(member.file(), "it could not be read to its end");
    }
  }

  private void requireSame(Member member, Map<String, Long> found) {
    if (!capture.contents().entrySet().containsAll(found.entrySet())) {
      throw Inventory.notWhole(
          member.file(), "it holds " + found + " instead of " + capture.contents());
    }
  }

  private Optional<Member> find(String format) {
    return all.stream().filter(member -> member.format().equals(format)).findFirst();
  }
}

package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes one capture: each secret's metadata, and its versions where the plan says so. */
final class Capture {
  private static final int TRIES = 3;
  private static final int SALT_BYTES = 32;

  private final String source;
  private final Account account;
  private final MemberSink sink;
  private final StepContext context;
  private final Map<String, String> facts = new TreeMap<>();
  private final Inventory inventory = new Inventory();

  Capture(String source, Account account, MemberSink sink, StepContext context) {
    this.source = source;
    this.account = account;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take(Instant dataTime) {
    AwsSecretsSettings settings = account.api().settings();
    account.home().note(facts);
    facts.put("endpoint", settings.endpoint().map(Object::toString).orElse("Amazon"));
    facts.put("values", settings.valuesTo().isEmpty() ? "none" : "sealed");
    try {
      Map<String, Long> contents = settings.valuesTo().isEmpty() ? named() : withValues(settings);
      int restorable = inventory.restorable().size();
      if (restorable == 0) {
        throw new Fault(
            FaultCode.CAPTURE_FAILED,
            "unable to find any secret: '" + settings.place() + "'",
            "Check 'region', 'prefix' and 'tags'; an empty backup is nearly always the wrong"
                + " place.");
      }
      facts.put("not restorable", String.valueOf(inventory.all().size() - restorable));
      try (OutputStream out = sink.open(Members.INVENTORY, Members.JSON)) {
        out.write(inventory.write());
      }
      context.cancellation().check();
      return new SourceCapture(source, AwsSecretsSourceDriver.KIND, dataTime, facts, contents);
    } catch (IOException | UncheckedIOException e) {
      context.cancellation().check();
      throw failed(source, "its members could not be written", e);
    }
  }

  private Map<String, Long> named() {
    Tally tally = new Tally(Optional.empty());
    for (String path : account.names(true).keySet()) {
      account.known(path).ifPresent(known -> add(path, known, tally));
    }
    return tally.named();
  }

  private Map<String, Long> withValues(AwsSecretsSettings settings) throws IOException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Tally tally = new Tally(Optional.of(salt));
    OutputStream member = sink.openFor(settings.valuesTo(), Members.VALUES, Members.NDJSON);
    try (Values.Writer writer = new Values.Writer(member, salt)) {
      for (String path : account.names(true).keySet()) {
        secret(path, tally, writer);
      }
      writer.finish();
    }
    return tally.all();
  }

  /** Reads one secret until nobody changed it meanwhile. */
  private void secret(String path, Tally tally, Values.Writer writer) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Known> before = account.known(path);
      if (before.isEmpty()) {
        return;
      }
      List<Values.Line> lines = lines(path, before.get());
      if (account.known(path).equals(before)) {
        requireAll(path, before.get(), lines);
        add(path, before.get(), tally);
        for (Values.Line line : lines) {
          writer.write(line);
          tally.value(path, line.version(), line.value());
        }
        return;
      }
    }
    throw failed(path, "it changed each time that it was read", null);
  }

  private List<Values.Line> lines(String path, Known known) {
    List<Values.Line> lines = new ArrayList<>();
    if (known.isRestorable()) {
      for (Known.Line line : known.order()) {
        Optional<ObjectNode> value = account.value(path, line.version());
        value.ifPresent(it -> lines.add(new Values.Line(path, line.version(), line.labels(), it)));
      }
    }
    return lines;
  }

  private void requireAll(String path, Known known, List<Values.Line> lines) {
    if (known.isRestorable() && lines.size() != known.labels().size()) {
      int missing = known.labels().size() - lines.size();
      throw failed(path, missing + " of its versions have a label and no value", null);
    }
  }

  private void add(String path, Known known, Tally tally) {
    inventory.add(path, known);
    if (known.isRestorable()) {
      tally.secret(path, known);
    }
    context.progress(source, inventory.all().size(), -1);
    context.cancellation().check();
  }

  private Fault failed(String path, String why, Exception e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to capture '" + path + "' of '" + account.api().settings().place() + "': " + why,
        "Take another recovery point when it is at rest.",
        e);
  }
}

package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes one capture: each secret's metadata, and its versions where the plan says so. */
final class Capture {
  private static final int TRIES = 3;
  private static final int SALT_BYTES = 32;

  private final String source;
  private final Engine engine;
  private final MemberSink sink;
  private final StepContext context;
  private final Map<String, String> facts = new TreeMap<>();
  private final Inventory inventory = new Inventory();

  Capture(String source, Engine engine, MemberSink sink, StepContext context) {
    this.source = source;
    this.engine = engine;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take(Instant dataTime) {
    VaultKvSettings settings = engine.api().settings();
    engine.home().note(facts);
    facts.put("mounted at", settings.mount());
    facts.put("values", settings.valuesTo().isEmpty() ? "none" : "sealed");
    try {
      Map<String, Long> contents = settings.valuesTo().isEmpty() ? named() : withValues(settings);
      if (inventory.byPath().isEmpty()) {
        throw new Fault(
            FaultCode.CAPTURE_FAILED,
            "unable to find any secret: '" + settings.place() + "'",
            "Check 'mount' and 'prefix', and that the token may list; an empty backup is nearly"
                + " always the wrong place.");
      }
      JsonNode configuration = engine.configuration().orElse(Json.object());
      try (OutputStream out = sink.open(Members.INVENTORY, Members.JSON)) {
        out.write(inventory.write(configuration));
      }
      context.cancellation().check();
      return new SourceCapture(source, VaultKvSourceDriver.KIND, dataTime, facts, contents);
    } catch (IOException e) {
      context.cancellation().check();
      throw engine.api().failed(source, "its members could not be written", e);
    }
  }

  private Map<String, Long> named() {
    Tally tally = new Tally(Optional.empty());
    engine.each(
        path ->
            engine
                .metadata(path)
                .ifPresent(
                    known -> {
                      tally.secret(path, known);
                      add(path, known);
                    }));
    return tally.named();
  }

  private Map<String, Long> withValues(VaultKvSettings settings) throws IOException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Tally tally = new Tally(Optional.of(salt));
    OutputStream member = sink.openFor(settings.valuesTo(), Members.VALUES, Members.NDJSON);
    try (Values.Writer writer = new Values.Writer(member, salt)) {
      engine.each(path -> secret(path, tally, writer));
      writer.finish();
    }
    return tally.all();
  }

  /** Reads one secret until nobody wrote to it meanwhile. */
  private void secret(String path, Tally tally, Values.Writer writer) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<JsonNode> before = engine.metadata(path);
      if (before.isEmpty()) {
        return;
      }
      Map<Long, JsonNode> values = values(path, before.get());
      if (engine.metadata(path).equals(before)) {
        requireAll(path, before.get(), values);
        write(path, before.get(), values, writer);
        tally.secret(path, before.get());
        values.forEach((version, value) -> tally.value(path, version, value));
        add(path, before.get());
        return;
      }
    }
    throw engine.api().failed(path, "it changed each time that it was read", null);
  }

  /** A server that lags behind may not have a value yet that is there. */
  private void requireAll(String path, JsonNode known, Map<Long, JsonNode> values) {
    for (long version : Engine.versions(known)) {
      JsonNode one = known.path("versions").path(String.valueOf(version));
      boolean gone =
          one.path("destroyed").asBoolean() || !one.path("deletion_time").asText().isEmpty();
      if (!gone && !values.containsKey(version)) {
        String why = "version " + version + " has no value although nobody deleted it";
        throw engine.api().failed(path, why, null);
      }
    }
  }

  private Map<Long, JsonNode> values(String path, JsonNode known) {
    Map<Long, JsonNode> values = new TreeMap<>();
    for (long version : Engine.versions(known)) {
      if (!known.path("versions").path(String.valueOf(version)).path("destroyed").asBoolean()) {
        engine.value(path, version).ifPresent(value -> values.put(version, value));
      }
    }
    return values;
  }

  private static void write(
      String path, JsonNode known, Map<Long, JsonNode> values, Values.Writer writer) {
    try {
      for (long version = 1; version <= known.path("current_version").asLong(); version++) {
        writer.write(path, version, Optional.ofNullable(values.get(version)));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void add(String path, JsonNode known) {
    inventory.add(path, known);
    context.progress(source, inventory.byPath().size(), -1);
    context.cancellation().check();
  }
}

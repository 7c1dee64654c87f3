package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.spi.runbook.RunbookVersions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the fingerprint of what is in force for a plan: plan, runbooks, program and keys. */
public final class TakeFingerprint {
  private final RunbookVersions runbooks;
  private final Supplier<String> program;
  private final ListKeys keys;

  /**
   * A use case over what is in force.
   *
   * @param program names the build of Drillbook
   */
  public TakeFingerprint(RunbookVersions runbooks, Supplier<String> program, ListKeys keys) {
    this.runbooks = runbooks;
    this.program = program;
    this.keys = keys;
  }

  /** Takes it; the keys' files are read. */
  public ReadinessFingerprint of(ProtectionPlan plan) {
    return once().apply(plan);
  }

  /** Takes those of many plans: what they have in common is looked at once. */
  public Function<ProtectionPlan, ReadinessFingerprint> once() {
    String models = runbooks.digest();
    String build = program.get();
    Map<String, String> known = new HashMap<>();
    return plan ->
        new ReadinessFingerprint(plan.digest(), models, build, digest(keysOf(plan, known)));
  }

  /** One that cannot be read counts as another: nobody knows whether it still is the same. */
  private String keysOf(ProtectionPlan plan, Map<String, String> known) {
    return Stream.of(
            plan.backup().encryptTo(), plan.sealingKeys(), List.of(plan.backup().signWith()))
        .flatMap(List::stream)
        .distinct()
        .map(name -> name + "=" + known.computeIfAbsent(name, this::fingerprint))
        .collect(Collectors.joining("\n"));
  }

  private String fingerprint(String key) {
    return keys.status(key).facts().map(KeyFacts::fingerprint).orElse("unreadable");
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java knows SHA-256", e);
    }
  }
}

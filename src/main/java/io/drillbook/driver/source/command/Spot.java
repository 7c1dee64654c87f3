package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One place, source or target, and what its programs answer when they are asked about it. */
record Spot(Program program, Cancellation cancellation) {
  private static final Pattern COUNT =
      Pattern.compile("\\s*(.{1,200}?)\\s*[=:\\t ]\\s*(\\d{1,18})\\s*");
  private static final int LONGEST_IDENTITY = 1_000;
  private static final String BY_HAND =
      "Run it by hand in the configuration folder, with the environment that the plan gives it.";

  /** Whether a target holds nothing. */
  enum Emptiness {
    EMPTY,
    NOT_EMPTY,
    /** The plan names no program that could tell. */
    UNKNOWN
  }

  CommandSettings settings() {
    return program.settings();
  }

  /**
   * Asks whether it answers.
   *
   * @throws Fault of that code
   */
  void requireReachable(FaultCode code) {
    if (settings().has(CommandSettings.PROBE)) {
      Answer answer = program.ask(CommandSettings.PROBE, cancellation);
      if (!answer.isGood()) {
        throw answer.fault(code, BY_HAND);
      }
    }
  }

  /** What names the very place; empty where the plan names no program that could tell. */
  Optional<String> identity() {
    if (!settings().has(CommandSettings.IDENTIFY)) {
      return Optional.empty();
    }
    Answer answer = program.ask(CommandSettings.IDENTIFY, cancellation);
    String identity = answer.output().strip();
    if (!answer.isGood() || identity.isEmpty() || identity.length() > LONGEST_IDENTITY) {
      throw answer.fault(
          FaultCode.COMMAND_FAILED,
          "It must end with exit code 0 and write a short name of the place. " + BY_HAND);
    }
    return Optional.of(identity);
  }

  /**
   * Names the place for the marks of runs: what it calls itself and what is run there, because two
   * sources may live in one place.
   */
  String key() {
    return hash(
        identity().orElse("")
            + "\n"
            + settings().words(CommandSettings.RESTORE)
            + settings().environment()
            + settings().variables());
  }

  Emptiness emptiness() {
    if (!settings().has(CommandSettings.EMPTY)) {
      return Emptiness.UNKNOWN;
    }
    Answer answer = program.ask(CommandSettings.EMPTY, cancellation);
    if (answer.isGood()) {
      return Emptiness.EMPTY;
    }
    if (answer.limit().isEmpty() && answer.exitCode() == 1) {
      return Emptiness.NOT_EMPTY;
    }
    throw answer.fault(
        FaultCode.COMMAND_FAILED,
        "Exit code 0 says empty, 1 says not empty, anything else says nothing. " + BY_HAND);
  }

  /**
   * Empties it and asks whether it is empty.
   *
   * @throws Fault NOT_ALLOWED where the plan names no program for that
   */
  void discard() {
    if (!settings().has(CommandSettings.DISCARD)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to empty a target without a program: 'discard'",
          "Name one under 'discard', or empty the target by hand.");
    }
    Answer answer = program.ask(CommandSettings.DISCARD, cancellation);
    if (!answer.isGood()) {
      throw answer.fault(FaultCode.COMMAND_FAILED, BY_HAND);
    }
    if (emptiness() == Emptiness.NOT_EMPTY) {
      throw answer.fault(
          FaultCode.COMMAND_FAILED, "It ended well, but 'empty' says that something is left.");
    }
  }

  /** What is there by name; nothing where the plan names no program that counts. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    if (settings().has(CommandSettings.COUNT)) {
      Answer answer = program.ask(CommandSettings.COUNT, cancellation);
      if (!answer.isGood()) {
        throw answer.fault(FaultCode.COMMAND_FAILED, BY_HAND);
      }
      answer.output().lines().filter(line -> !line.isBlank()).forEach(line -> count(line, counts));
    }
    return counts;
  }

  private void count(String line, Map<String, Long> counts) {
    Matcher matcher = COUNT.matcher(line);
    if (!matcher.matches()) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to read a line of the program: '" + program.shown(CommandSettings.COUNT) + "'",
          "It writes 'name = number' in each line and nothing else.");
    }
    counts.put(matcher.group(1), Long.valueOf(matcher.group(2)));
  }

  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

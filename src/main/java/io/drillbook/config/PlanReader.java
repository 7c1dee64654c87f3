package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.domain.plan.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads plan files. A plan comes out only where every check holds. */
public final class PlanReader {
  private final Block shape;
  private final Map<String, Block> atTarget;
  private final Map<String, List<Setting>> sources;
  private final Surroundings around;
  private final Clock clock;

  /**
   * A reader.
   *
   * @param kinds what the drivers understand
   * @param around what plans may refer to
   * @param clock where the year begins whose due times are compared with the RPO
   */
  public PlanReader(DriverKinds kinds, Surroundings around, Clock clock) {
    this.shape = PlanShape.of(kinds, around.folder());
    this.atTarget = PlanShape.atTarget(kinds, around.folder());
    this.sources = kinds.sources();
    this.around = around;
    this.clock = clock;
  }

  /** Reads one file; what is wrong with it is in the answer, nothing is thrown. */
  PlanReading read(Path file) {
    try {
      return read(file, Files.readAllBytes(file));
    } catch (IOException e) {
      Findings findings = new Findings(file.toString());
      findings.add(
          Place.START,
          "unable to read the file: '" + e.getMessage() + "'",
          "Expected a file that Drillbook's user may read.");
      return unreadable(findings);
    }
  }

  PlanReading read(Path file, byte[] bytes) {
    Findings findings = new Findings(file.toString());
    Optional<String> text = decode(bytes, findings);
    Located tree =
        text.flatMap(it -> YamlFile.parse(it, findings))
            .flatMap(node -> check(node, findings))
            .orElse(null);
    if (tree == null) {
      return unreadable(findings);
    }
    named(tree, file, findings);
    new PlanRules(tree, around, findings).check();
    new CutoverRules(tree, findings).check();
    Map<String, Map<String, Located>> targets = new TargetRules(tree, atTarget, findings).check();
    new ProgramRules(tree, sources, findings).check(targets);
    new SealingRules(tree, sources, around, findings).check();
    new RpoRule(tree, new LogRule(sources, findings), clock.instant(), findings).check();
    return new PlanReading(
        tree.leaf(String.class, "system"),
        tree.at("system").map(Located::place).orElse(Place.START),
        findings.isEmpty()
            ? Optional.of(new PlanBuilder(tree, targets).build(sha256(bytes)))
            : Optional.empty(),
        text,
        findings.sorted());
  }

  private static PlanReading unreadable(Findings findings) {
    return new PlanReading(
        Optional.empty(), Place.START, Optional.empty(), Optional.empty(), findings.sorted());
  }

  private Optional<Located> check(Node node, Findings findings) {
    return new ShapeCheck(findings).check(node, shape, "plan");
  }

  private static void named(Located tree, Path file, Findings findings) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    tree.at("system")
        .filter(system -> !system.text().equals(name))
        .ifPresent(
            system ->
                findings.add(
                    system.place(),
                    "unable to protect a system in a file of another name: '" + system.text() + "'",
                    "Expected the file's own name, '" + name + "'."));
  }

  private static Optional<String> decode(byte[] bytes, Findings findings) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      findings.add(Place.START, "unable to read the file: 'not UTF-8'", "Expected UTF-8 text.");
      return Optional.empty();
    }
  }

  /** The digest that names a version of a file. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The plan files of a folder in the order of their names. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
          .sorted()
          .toList();
    }
  }
}

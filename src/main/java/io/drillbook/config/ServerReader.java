package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.ServerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code drillbook.yaml}. */
public final class ServerReader {
  private static final String FILE = "drillbook.yaml";

  /** The ways in which a key can sign; one of them at most. */
  private static final List<String> SIGNERS = List.of("private", "private-secret", "sign-command");

  private final DriverKinds kinds;

  /** A reader where these drivers are at hand. */
  public ServerReader(DriverKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * The configuration of a folder.
   *
   * @throws Fault INPUT_INVALID where anything is wrong; the message holds every finding
   */
  public ServerConfiguration require(Path folder) {
    ServerReading reading = read(folder);
    return reading
        .configuration()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to use the configuration: '"
                        + folder.resolve(FILE)
                        + "'\n"
                        + reading.findings().stream()
                            .map(Finding::toString)
                            .collect(Collectors.joining("\n")),
                    "Correct the lines named above; 'drillbook init' makes a configuration to"
                        + " start from."));
  }

  /** Reads the file of a folder; what is wrong is in the answer, nothing is thrown. */
  public ServerReading read(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    Findings findings = new Findings(given.resolve(FILE).toString());
    Located tree =
        text(folder.resolve(FILE), findings)
            .filter(text -> !text.isBlank())
            .flatMap(text -> YamlFile.parse(text, findings))
            .flatMap(
                node -> new ShapeCheck(findings).check(node, ServerShape.of(kinds, folder), FILE))
            .orElse(Located.nothing());
    rules(tree, findings);
    return new ServerReading(
        findings.isEmpty()
            ? Optional.of(new ServerBuilder(tree, folder).build())
            : Optional.empty(),
        surroundings(tree, folder),
        findings.sorted());
  }

  private static void rules(Located tree, Findings findings) {
    tree.entries("keys").forEach((name, key) -> key(key, findings));
    tree.at("server", "tls").ifPresent(tls -> tls(tls, findings));
    OutreachShape.check(tree, findings);
    EvidenceShape.check(tree, signers(tree), findings);
  }

  private static void key(Located key, Findings findings) {
    for (String half : Set.of("public", "private")) {
      key.at(half).ifPresent(file -> exists(file, findings));
    }
    key.at("passphrase")
        .filter(passphrase -> key.at("private").isEmpty() && key.at("private-secret").isEmpty())
        .ifPresent(
            passphrase ->
                findings.add(
                    passphrase.key(),
                    "unable to use a passphrase without a private key: 'passphrase'",
                    "Expected 'private', the file of the private key, or 'private-secret'."));
    List<Located> ways = SIGNERS.stream().flatMap(way -> key.at(way).stream()).toList();
    if (ways.size() > 1) {
      findings.add(
          ways.get(1).key(),
          "unable to tell how the key signs: '" + String.join(", ", SIGNERS) + "'",
          "Expected one of them only.");
    }
  }

  private static void tls(Located tls, Findings findings) {
    boolean selfSigned = tls.leaf(Boolean.class, "self-signed").orElse(false);
    boolean files = tls.at("certificate").isPresent() && tls.at("key").isPresent();
    boolean any = tls.at("certificate").isPresent() || tls.at("key").isPresent();
    if (selfSigned ? any : !files) {
      findings.add(
          tls.key(),
          "unable to tell which certificate to use: 'tls'",
          "Expected either 'certificate' and 'key', or 'self-signed: true'.");
    }
    tls.at("certificate").ifPresent(file -> exists(file, findings));
    tls.at("key").ifPresent(file -> exists(file, findings));
  }

  private static void exists(Located file, Findings findings) {
    if (!Files.isReadable(Path.of(file.text()))) {
      findings.add(
          file.place(),
          "unable to read the file: '" + file.text() + "'",
          "Expected a file that Drillbook's user may read; a relative path starts at the"
              + " configuration folder.");
    }
  }

  private static Surroundings surroundings(Located tree, Path folder) {
    return new Surroundings(
        folder,
        tree.entries("vaults").keySet(),
        tree.entries("keys").keySet(),
        signers(tree),
        Surroundings.GROUPS,
        tree.entries(OutreachShape.CHANNELS).keySet());
  }

  private static Set<String> signers(Located tree) {
    return tree.entries("keys").entrySet().stream()
        .filter(key -> SIGNERS.stream().anyMatch(way -> key.getValue().at(way).isPresent()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> text(Path file, Findings findings) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      findings.add(
          Place.START,
          "unable to read the file: '" + file + "'",
          "Expected the server's own file; 'drillbook init' makes one to start from.");
      return Optional.empty();
    }
  }
}

package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The shape of {@code drillbook.yaml}; contract section 3. */
final class ServerShape {
  /** Keys of a vault that are not the driver's. */
  static final Set<String> VAULT_KEYS = Set.of("kind", "site");

  /** Lines that people read: what {@code log.format} is if left out. */
  static final String TEXT = "text";

  private static final Leaf PORT = Leaves.number(0, 65_535, "a port from 0 to 65535");

  private final DriverKinds kinds;
  private final Path folder;
  private final Leaf file;

  private ServerShape(DriverKinds kinds, Path folder) {
    this.kinds = kinds;
    this.folder = folder;
    this.file = Leaves.path(folder);
  }

  /** The shape where these drivers are at hand. */
  static Block of(DriverKinds kinds, Path folder) {
    return new ServerShape(kinds, folder).all();
  }

  private Block all() {
    return Block.of(
        optional("server", server(), "Where the server listens."),
        optional("database", database(), "Where engine and catalog live."),
        optional("vaults", vaults(), "Where recovery points are kept, by name."),
        optional("keys", new Named(Leaves.NAME, key(), 0), "OpenPGP keys, by name."),
        optional("mail", mail(), "Where mail is handed over; without it nobody gets mail."),
        optional(OutreachShape.CHANNELS, OutreachShape.channels(folder), "Webhooks, by name."),
        optional(
            OutreachShape.DEAD_MAN,
            OutreachShape.deadMan(folder),
            "A service that raises an alarm once this server is silent."),
        optional(OutreachShape.NOTICES, OutreachShape.notices(), "Messages that were sent."),
        optional(EvidenceShape.EVIDENCE, EvidenceShape.shape(), "Proof of what was done."),
        optional("users", users(), "The people's first login."),
        optional("log", log(), "What the server writes to standard output."));
  }

  private Block server() {
    Block tls =
        Block.of(
            optional("certificate", file, "PEM file with the certificate chain."),
            optional("key", file, "PEM file with its private key."),
            optional("self-signed", Leaves.FLAG, "Make a certificate at first start."));
    return Block.of(
        optional("address", Leaves.TEXT, "A local address; 127.0.0.1 if left out."),
        optional("port", PORT, "The port; 8080 if left out, 0 for any free one."),
        optional("tls", tls, "Speak https."),
        optional("public-url", Leaves.TEXT, "The address for links in mails."));
  }

  private static Block database() {
    return Block.of(
        required("url", Leaves.TEXT, "a JDBC address of H2 or PostgreSQL."),
        optional("username", Leaves.TEXT, "The login."),
        optional("password", Leaves.SECRET, "Its password."));
  }

  private Named vaults() {
    List<Field> common =
        List.of(
            required("kind", Leaves.NAME, "the kind of the vault."),
            optional("site", Leaves.NAME, "Where it stands."));
    return new Named(
        Leaves.NAME, new Shape.ByKind(DriverShapes.of(kinds.vaults(), folder, common)), 0);
  }

  private Block key() {
    return Block.of(
        required("public", file, "the ASCII-armoured public key."),
        optional("private", file, "The private key; only where restores or signing run."),
        optional("passphrase", Leaves.SECRET, "The passphrase of the private key."),
        optional(
            "private-secret", Leaves.SECRET, "The armoured private key itself, instead of a file."),
        optional(
            "sign-command",
            new Shape.Sequence(Leaves.TEXT, 1),
            "Signs in place of a private key: reads the manifest, writes an armoured signature."),
        optional(
            "fingerprint",
            Leaves.FINGERPRINT,
            "The fingerprint that the public key must have; any will do if left out."));
  }

  private static Block mail() {
    return Block.of(
        required("host", Leaves.TEXT, "the mail server."),
        optional("port", PORT, "Its port; 25 if left out."),
        required("from", Leaves.MAIL, "the sender's address."),
        optional("username", Leaves.TEXT, "The login."),
        optional("password", Leaves.SECRET, "Its password."),
        optional("starttls", Leaves.FLAG, "Insist on encryption."));
  }

  private static Block log() {
    return Block.of(
        optional(
            "format",
            Leaves.oneOf(List.of(TEXT, "ecs", "logstash")),
            "Lines for people, or one JSON document each in the format of Elastic or Logstash."));
  }

  private static Block users() {
    return Block.of(
        optional(
            "first-login-file",
            Leaves.TEXT,
            "Where one-time passwords of the first start go; var/first-login.txt if left out."));
  }
}

package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration folder with the contract's example plan, for tests to spoil. */
final class ConfigurationFolder {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  /** The kinds that the contract's examples use. */
  static final DriverKinds KINDS =
      new DriverKinds(
          Map.of(
              "postgresql",
              List.of(
                  Setting.required("url", Setting.Type.TEXT, "The server."),
                  Setting.optional("username", Setting.Type.TEXT, "The login."),
                  Setting.optional("password", Setting.Type.SECRET, "Its password.")),
              "postgresql-physical",
              List.of(
                  Setting.required("url", Setting.Type.TEXT, "The server."),
                  Setting.optional("username", Setting.Type.TEXT, "The login."),
                  Setting.optional("password", Setting.Type.SECRET, "Its password."),
                  Setting.optional("log", Setting.Type.FLAG, "Whether its log is kept."),
                  Setting.optional("mark-every", Setting.Type.DURATION, "How often.")),
              "directory",
              List.of(Setting.required("path", Setting.Type.PATH, "The folder.")),
              "files",
              List.of(Setting.required("paths", Setting.Type.LIST, "The files.")),
              "command",
              List.of(
                  Setting.required("capture", Setting.Type.LIST, "The command that writes."),
                  Setting.optional("restore", Setting.Type.LIST, "The command that reads."))),
          Map.of(
              "directory",
              List.of(Setting.required("path", Setting.Type.PATH, "The folder.")),
              "s3",
              List.of(
                  Setting.required("endpoint", Setting.Type.TEXT, "Address."),
                  Setting.required("region", Setting.Type.TEXT, "Region."),
                  Setting.required("bucket", Setting.Type.TEXT, "Bucket."),
                  Setting.optional("path-style", Setting.Type.FLAG, "Path style."),
                  Setting.required("access-key", Setting.Type.SECRET, "Key."),
                  Setting.required("secret-key", Setting.Type.SECRET, "Key."),
                  Setting.optional("ca-file", Setting.Type.PATH, "Certificates.")),
              "sftp",
              List.of(
                  Setting.required("host", Setting.Type.TEXT, "Host."),
                  Setting.optional("port", Setting.Type.NUMBER, "Port."),
                  Setting.required("user", Setting.Type.TEXT, "User."),
                  Setting.required("identity-file", Setting.Type.PATH, "Key."),
                  Setting.required("known-hosts", Setting.Type.PATH, "Hosts."),
                  Setting.required("path", Setting.Type.TEXT, "Folder."))),
          Map.of(
              "sql",
              List.of(
                  Setting.required("source", Setting.Type.TEXT, "The source."),
                  Setting.required("query", Setting.Type.TEXT, "The query."),
                  Setting.optional("at-least", Setting.Type.NUMBER, "Least number."),
                  Setting.optional("within", Setting.Type.DURATION, "Time.")),
              "http",
              List.of(
                  Setting.required("url", Setting.Type.TEXT, "Address."),
                  Setting.optional("expect", Setting.Type.NUMBER, "Status.")),
              "command",
              List.of(Setting.required("command", Setting.Type.LIST, "The command."))),
          Map.of(
              "dns",
              List.of(
                  Setting.required("server", Setting.Type.TEXT, "Server."),
                  Setting.required("zone", Setting.Type.TEXT, "Zone."),
                  Setting.required("record", Setting.Type.TEXT, "Record."),
                  Setting.required("to", Setting.Type.TEXT, "Address."),
                  Setting.required("key", Setting.Type.SECRET, "Key."))),
          Map.of(
              "command",
              List.of(Setting.required("fence", Setting.Type.LIST, "The command that fences."))));

  final Path folder;

  ConfigurationFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("plans"));
      Files.createDirectories(folder.resolve("keys"));
      for (String key : List.of("ops.asc", "ops.private.asc", "escrow.asc", "signer.asc")) {
        Files.writeString(folder.resolve("keys").resolve(key), "key");
      }
      Files.writeString(folder.resolve("keys/signer.private.asc"), "key");
      Files.writeString(folder.resolve("drillbook.yaml"), example("drillbook"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the contract's two examples, {@code plan} or {@code drillbook}. */
  static String example(String name) {
    try (var in =
        ConfigurationFolder.class.getResourceAsStream("/plans/contract-" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path plan(String file, String text) {
    return write("plans/" + file, text);
  }

  Path write(String file, String text) {
    try {
      return Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PlanReader reader() {
    return new PlanReader(
        KINDS,
        new Surroundings(
            folder,
            Set.of("primary", "offsite"),
            Set.of("ops", "escrow", "signer"),
            Set.of("ops", "signer"),
            Surroundings.GROUPS),
        CLOCK);
  }

  /** What is wrong with the contract's plan after one text in it was replaced. */
  List<String> findings(String text, String replacement) {
    String plan = example("plan");
    if (!plan.contains(text)) {
      throw new IllegalArgumentException("the example does not hold: " + text);
    }
    Path file = plan("shop.yaml", plan.replace(text, replacement));
    return reader().read(file).findings().stream()
        .map(it -> it.toString().replace(folder + "/", ""))
        .toList();
  }
}

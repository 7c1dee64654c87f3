package io.drillbook.config;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.Database;
import io.drillbook.domain.system.ServerConfiguration.MailServer;
import io.drillbook.domain.system.ServerConfiguration.TlsSettings;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.domain.system.ServerConfiguration.WebServer;
import io.drillbook.domain.system.SignCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the server's configuration of a tree in which nothing was found wrong. */
final class ServerBuilder {
  private static final String H2_FILE = "jdbc:h2:file:";

  private final Located tree;
  private final Path folder;
  private final Path home;

  ServerBuilder(Located tree, Path folder) {
    this.tree = tree;
    this.folder = folder;
    this.home = Optional.ofNullable(folder.getParent()).orElse(folder);
  }

  ServerConfiguration build() {
    return new ServerConfiguration(
        folder,
        home.resolve("var"),
        server(tree.at("server").orElse(Located.nothing())),
        database(tree.at("database").orElse(Located.nothing())),
        vaults(),
        keys(),
        tree.at("mail").map(ServerBuilder::mail),
        home.resolve(text(tree, "users", "first-login-file").orElse("var/first-login.txt"))
            .normalize(),
        OutreachShape.read(tree),
        text(tree, "log", "format").filter(format -> !format.equals(ServerShape.TEXT)),
        EvidenceShape.read(tree));
  }

  private static WebServer server(Located server) {
    return new WebServer(
        text(server, "address").orElse("127.0.0.1"),
        port(server, 8080),
        server.at("tls").map(tls -> new TlsSettings(path(tls, "certificate"), path(tls, "key"))),
        text(server, "public-url").map(URI::create));
  }

  private Database database(Located database) {
    String url = text(database, "url").orElse(H2_FILE + "./var/engine");
    return new Database(absolute(url), text(database, "username"), secret(database, "password"));
  }

  // H2 would take a relative file from wherever the server was started: another start, another,
  // empty database.
  private String absolute(String url) {
    if (!url.startsWith(H2_FILE)) {
      return url;
    }
    String[] parts = url.substring(H2_FILE.length()).split(";", 2);
    if (parts[0].startsWith("~")) {
      return url;
    }
    String options = parts.length == 2 ? ";" + parts[1] : "";
    return H2_FILE + home.resolve(parts[0]).normalize() + options;
  }

  private Map<String, VaultConfiguration> vaults() {
    Map<String, VaultConfiguration> vaults = new LinkedHashMap<>();
    tree.entries("vaults")
        .forEach(
            (name, vault) ->
                vaults.put(
                    name,
                    new VaultConfiguration(
                        name,
                        text(vault, "kind").orElseThrow(),
                        DriverShapes.settings(vault, ServerShape.VAULT_KEYS),
                        text(vault, "site"))));
    return vaults;
  }

  private Map<String, KeyFile> keys() {
    Map<String, KeyFile> keys = new LinkedHashMap<>();
    tree.entries("keys")
        .forEach(
            (name, key) ->
                keys.put(
                    name,
                    new KeyFile(
                        name,
                        path(key, "public").orElseThrow(),
                        path(key, "private"),
                        secret(key, "passphrase"),
                        secret(key, "private-secret"),
                        key.at("sign-command")
                            .map(it -> new SignCommand(key.texts("sign-command"), folder)),
                        text(key, "fingerprint"))));
    return keys;
  }

  private static MailServer mail(Located mail) {
    return new MailServer(
        text(mail, "host").orElseThrow(),
        port(mail, 25),
        text(mail, "from").orElseThrow(),
        text(mail, "username"),
        secret(mail, "password"),
        mail.leaf(Boolean.class, "starttls").orElse(false));
  }

  private static int port(Located block, int otherwise) {
    return block.leaf(Long.class, "port").map(Math::toIntExact).orElse(otherwise);
  }

  private static Optional<String> text(Located block, String... path) {
    return block.leaf(String.class, path);
  }

  private static Optional<Path> path(Located block, String key) {
    return text(block, key).map(Path::of);
  }

  private static Optional<SecretReference> secret(Located block, String key) {
    return block.leaf(SecretReference.class, key);
  }
}

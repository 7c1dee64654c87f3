package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A double of a key-value engine, version 2, written after HashiCorp's documentation of its HTTP
 * API; neither Vault nor OpenBao can be had here. Over TLS, with namespaces and one token.
 */
public final class KvServer implements AutoCloseable {
  public static final String TOKEN = "hvs.the-token-of-the-test";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_VERSIONS = 10;

  /** One secret. */
  private static final class Entry {
    private final ObjectNode settings = JSON.createObjectNode();
    private final TreeMap<Long, ObjectNode> versions = new TreeMap<>();
    private final TreeMap<Long, JsonNode> values = new TreeMap<>();
    private long current;
  }

  private final Map<String, TreeMap<String, Entry>> mounts = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpsServer server;
  private final TestCertificate certificate;
  private volatile Runnable beforeData = () -> {};
  private volatile String lags = "";

  public KvServer(Path folder) {
    try {
      certificate = TestCertificate.make(folder);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "kv server");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
  }

  private SSLContext tls() throws IOException {
    try (InputStream in = Files.newInputStream(certificate.keyStore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, TestCertificate.PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, TestCertificate.PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Mounts an engine; {@code namespace/mount} where it is in a namespace. */
  public void mount(String name) {
    mounts.put(name, new TreeMap<>());
  }

  public String url(String host) {
    return "https://" + host + ":" + server.getAddress().getPort();
  }

  public Path caFile() {
    return certificate.certificate();
  }

  /** Methods and paths of all requests. */
  public List<String> asked() {
    return asked;
  }

  /** What happens once, right before the next value is read. */
  public void onNextValue(Runnable action) {
    beforeData =
        () -> {
          beforeData = () -> {};
          action.run();
        };
  }

  /** Answers for one secret as a standby that has not received its values yet. */
  public void lagWith(String secret) {
    lags = secret;
  }

  /** Everything about the secrets below a prefix, but no times. */
  public synchronized String digest(String mount, String prefix) {
    StringBuilder all = new StringBuilder();
    mounts
        .get(mount)
        .forEach(
            (path, entry) -> {
              if (path.startsWith(prefix) && !path.endsWith("drillbook-run")) {
                all.append(path.substring(prefix.length())).append(' ').append(settings(entry));
                entry.versions.forEach(
                    (number, version) ->
                        all.append("\n ")
                            .append(number)
                            .append(version.path("destroyed").asBoolean() ? " destroyed" : "")
                            .append(
                                isDeleted(version) ? " deleted" : " " + entry.values.get(number)));
                all.append('\n');
              }
            });
    return all.toString();
  }

  public synchronized boolean isEmpty(String mount, String prefix) {
    return mounts.get(mount).keySet().stream().noneMatch(path -> path.startsWith(prefix));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v1/".length());
      asked.add(exchange.getRequestMethod() + " " + path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode sent = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      Answer answer = answer(exchange, path, sent);
      byte[] bytes = JSON.writeValueAsBytes(answer.body());
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Answer(int status, ObjectNode body) {
    static Answer errors(int status, String... words) {
      ObjectNode body = JSON.createObjectNode();
      ArrayNode errors = body.putArray("errors");
      List.of(words).forEach(errors::add);
      return new Answer(status, body);
    }

    static Answer data(int status, JsonNode data) {
      ObjectNode body = JSON.createObjectNode();
      body.set("data", data);
      return new Answer(status, body);
    }
  }

  private Answer answer(HttpExchange exchange, String path, JsonNode sent) {
    if (path.equals("sys/health")) {
      return new Answer(
          200, JSON.createObjectNode().put("cluster_id", "c1u5-7e4").put("version", "1.15.2"));
    }
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      return Answer.errors(403, "permission denied", "invalid token");
    }
    String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    String full = (namespace == null || namespace.isEmpty() ? "" : namespace + "/") + path;
    if (path.startsWith("sys/internal/ui/mounts/")) {
      String name = full.replace("sys/internal/ui/mounts/", "");
      ObjectNode mount = JSON.createObjectNode().put("type", "kv").put("uuid", "uuid of " + name);
      mount.putObject("options").put("version", mounts.containsKey(name) ? "2" : "1");
      return Answer.data(200, mount);
    }
    for (String mount : mounts.keySet()) {
      if (full.startsWith(mount + "/")) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return engine(
            mount, exchange.getRequestMethod(), full.substring(mount.length() + 1), query, sent);
      }
    }
    return Answer.errors(404);
  }

  private Answer engine(String mount, String method, String path, String query, JsonNode sent) {
    if (path.equals("config")) {
      return Answer.data(200, JSON.createObjectNode().put("max_versions", 0));
    }
    int slash = path.indexOf('/');
    String secret = path.substring(slash + 1);
    String what = path.substring(0, slash);
    if (what.equals("data") && method.equals("GET")) {
      beforeData.run();
    }
    synchronized (this) {
      TreeMap<String, Entry> secrets = mounts.get(mount);
      if (query.equals("list=true")) {
        return list(secrets, secret);
      }
      if (method.equals("POST") || method.equals("PUT")) {
        return write(secrets.computeIfAbsent(secret, key -> new Entry()), what, sent);
      }
      if (method.equals("DELETE")) {
        secrets.remove(secret);
        return new Answer(200, JSON.createObjectNode());
      }
      Entry entry = secrets.get(secret);
      if (entry == null || (secret.equals(lags) && what.equals("data"))) {
        return Answer.errors(404);
      }
      return what.equals("data") ? value(entry, query) : Answer.data(200, metadata(entry));
    }
  }

  private static Answer list(Map<String, Entry> secrets, String folder) {
    ArrayNode keys = JSON.createArrayNode();
    secrets.keySet().stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> path.substring(folder.length()))
        .map(rest -> rest.contains("/") ? rest.substring(0, rest.indexOf('/') + 1) : rest)
        .distinct()
        .forEach(keys::add);
    ObjectNode data = JSON.createObjectNode();
    data.set("keys", keys);
    return keys.isEmpty() ? Answer.errors(404) : Answer.data(200, data);
  }

  private static ObjectNode settings(Entry entry) {
    ObjectNode data = JSON.createObjectNode();
    data.put("cas_required", false).put("max_versions", 0).put("delete_version_after", "0s");
    data.putNull("custom_metadata");
    data.setAll(entry.settings);
    return data;
  }

  private static ObjectNode metadata(Entry entry) {
    ObjectNode data = settings(entry);
    data.put("current_version", entry.current);
    data.put("oldest_version", entry.versions.isEmpty() ? 0 : entry.versions.firstKey());
    ObjectNode versions = data.putObject("versions");
    entry.versions.forEach((number, version) -> versions.set(String.valueOf(number), version));
    return data;
  }

  private static Answer value(Entry entry, String query) {
    long number = Long.parseLong(query.replace("version=", ""));
    ObjectNode version = entry.versions.get(number);
    if (version == null) {
      return Answer.errors(404);
    }
    ObjectNode data = JSON.createObjectNode();
    boolean gone = version.path("destroyed").asBoolean() || isDeleted(version);
    data.set("data", gone ? null : entry.values.get(number));
    data.set("metadata", version);
    return Answer.data(gone ? 404 : 200, data);
  }

  private static boolean isDeleted(JsonNode version) {
    String time = version.path("deletion_time").asText();
    return !time.isEmpty() && Instant.parse(time).isBefore(Instant.now());
  }

  private static Answer write(Entry entry, String what, JsonNode sent) {
    switch (what) {
      case "metadata" -> entry.settings.setAll((ObjectNode) sent);
      case "data" -> {
        long cas = sent.path("options").path("cas").asLong(-1);
        if (cas >= 0 ? cas != entry.current : entry.settings.path("cas_required").asBoolean()) {
          return Answer.errors(400, "check-and-set parameter did not match the current version");
        }
        entry.current++;
        entry.values.put(entry.current, sent.path("data"));
        entry.versions.put(
            entry.current,
            JSON.createObjectNode()
                .put("created_time", Instant.now().toString())
                .put("deletion_time", "")
                .put("destroyed", false));
        long most = entry.settings.path("max_versions").asLong(0);
        while (entry.versions.size() > (most == 0 ? DEFAULT_VERSIONS : most)) {
          entry.values.remove(entry.versions.pollFirstEntry().getKey());
        }
        return Answer.data(200, JSON.createObjectNode().put("version", entry.current));
      }
      case "delete", "destroy" ->
          sent.path("versions")
              .forEach(
                  number -> {
                    ObjectNode version = entry.versions.get(number.asLong());
                    if (what.equals("destroy")) {
                      version.put("destroyed", true);
                      entry.values.remove(number.asLong());
                    } else {
                      version.put("deletion_time", Instant.now().toString());
                    }
                  });
      default -> {
        return Answer.errors(404);
      }
    }
    return new Answer(200, JSON.createObjectNode());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

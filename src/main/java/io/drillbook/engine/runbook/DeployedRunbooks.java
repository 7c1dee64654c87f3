package io.drillbook.engine.runbook;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.runbook.RunbookVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.Resource;

/**
 * What the engine runs, whoever deployed it: the newest version of every model and table, with all
 * that came along with them.
 */
public final class DeployedRunbooks implements RunbookVersions {
  private final Supplier<RepositoryService> engine;
  private final Supplier<SystemActor> actor;

  /** By deployment: one never changes. */
  private final Map<String, Map<String, String>> digests = new ConcurrentHashMap<>();

  /**
   * Runbooks of an engine.
   *
   * @param engine asked when needed: while it is being built, it does not know itself yet
   */
  public DeployedRunbooks(Supplier<RepositoryService> engine, Supplier<SystemActor> actor) {
    this.engine = engine;
    this.actor = actor;
  }

  @Override
  public String digest() {
    RepositoryService repository = engine.get();
    return actor.get().call(() -> digest(repository));
  }

  @Override
  public Map<String, String> files() {
    RepositoryService repository = engine.get();
    return actor.get().call(() -> files(repository));
  }

  private String digest(RepositoryService repository) {
    MessageDigest sum = sha256();
    sum.update(files(repository).toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum.digest());
  }

  private Map<String, String> files(RepositoryService repository) {
    Map<String, String> files = new TreeMap<>();
    for (String deployment : deployments(repository)) {
      digests
          .computeIfAbsent(deployment, id -> digestsOf(repository, id))
          .forEach((name, digest) -> files.merge(name, digest, String::concat));
    }
    return files;
  }

  private static Set<String> deployments(RepositoryService repository) {
    return new TreeSet<>(
        Stream.concat(
                repository.createProcessDefinitionQuery().latestVersion().list().stream()
                    .map(ProcessDefinition::getDeploymentId),
                repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                    .map(DecisionDefinition::getDeploymentId))
            .toList());
  }

  private static Map<String, String> digestsOf(RepositoryService repository, String deployment) {
    Map<String, String> found = new TreeMap<>();
    for (Resource resource : repository.getDeploymentResources(deployment)) {
      MessageDigest sum = sha256();
      try (InputStream in = repository.getResourceAsStreamById(deployment, resource.getId());
          DigestInputStream digested = new DigestInputStream(in, sum)) {
        digested.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      found.put(resource.getName(), HexFormat.of().formatHex(sum.digest()));
    }
    return found;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java knows SHA-256", e);
    }
  }
}

package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** The secrets of one account and region whose names begin with a prefix. */
final class Account {
  /** How long the service may take to free the name of a secret that was removed. */
  private static final Duration NAME_FREE = Duration.ofMinutes(2);

  private final Api api;
  private final String prefix;

  Account(Api api) {
    this.api = api;
    this.prefix = api.settings().prefix();
  }

  Api api() {
    return api;
  }

  /** Which account answers, told by any of its secrets; empty where it has none at all. */
  Home home() {
    List<SecretListEntry> any = first(filters(prefix));
    if (any.isEmpty() && !prefix.isEmpty()) {
      any = first(List.of());
    }
    // arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX
    String[] arn = any.isEmpty() ? new String[0] : any.get(0).arn().split(":", 7);
    String account = arn.length == 7 ? arn[4] : "";
    return new Home(account, api.settings().region(), prefix);
  }

  private List<SecretListEntry> first(List<Filter> filters) {
    return api.ask(
        "list secrets",
        prefix + "*",
        client ->
            client
                .listSecrets(r -> r.filters(filters).maxResults(1).includePlannedDeletion(true))
                .secretList());
  }

  private static List<Filter> filters(String prefix) {
    return prefix.isEmpty()
        ? List.of()
        : List.of(Filter.builder().key(FilterNameStringType.NAME).values(prefix).build());
  }

  /** Names below the prefix with their tags, in order; without this tool's own marks. */
  Map<String, Map<String, String>> names(boolean alsoLeaving) {
    Map<String, Map<String, String>> names = new TreeMap<>();
    listed(alsoLeaving)
        .forEach(
            (name, entry) -> {
              Map<String, String> tags = new HashMap<>();
              entry.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
              String path = name.substring(prefix.length());
              if (!RunMark.isMark(path) && api.settings().wants(tags)) {
                names.put(path, tags);
              }
            });
    return names;
  }

  boolean isEmpty() {
    return names(false).isEmpty();
  }

  /** Every page, and each name once: a list that moves may tell of one twice. */
  private Map<String, SecretListEntry> listed(boolean alsoLeaving) {
    return api.ask(
        "list secrets",
        prefix + "*",
        client -> {
          Map<String, SecretListEntry> entries = new TreeMap<>();
          client
              .listSecretsPaginator(
                  r ->
                      r.filters(filters(prefix))
                          .includePlannedDeletion(alsoLeaving)
                          .maxResults(100))
              .forEach(
                  page -> {
                    api.cancellation().check();
                    page.secretList().stream()
                        .filter(entry -> entry.name().startsWith(prefix))
                        .forEach(entry -> entries.put(entry.name(), entry));
                  });
          return entries;
        });
  }

  /** What is known of a secret; empty where it is gone. */
  Optional<Known> known(String path) {
    return api.ask(
        "look at",
        path,
        client -> {
          try {
            var secret = client.describeSecret(r -> r.secretId(prefix + path));
            List<SecretVersionsListEntry> versions = new ArrayList<>();
            client
                .listSecretVersionIdsPaginator(r -> r.secretId(prefix + path).maxResults(100))
                .forEach(page -> versions.addAll(page.versions()));
            return Optional.of(Known.of(secret, versions));
          } catch (ResourceNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The value of a version, as text or as bytes; empty where it is gone. */
  Optional<ObjectNode> value(String path, String version) {
    return api.ask(
        "read a version of",
        path,
        client -> {
          try {
            GetSecretValueResponse value =
                client.getSecretValue(r -> r.secretId(prefix + path).versionId(version));
            return Optional.of(Values.node(value.secretString(), value.secretBinary()));
          } catch (ResourceNotFoundException | InvalidRequestException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Makes a secret without any value.
   *
   * @return false where there is one of that name already
   */
  boolean create(String path, String description, Map<String, String> tags) {
    boolean[] made = {false};
    boolean free =
        Patience.until(
            NAME_FREE,
            api.pace().pause(),
            api.cancellation(),
            () ->
                api.ask(
                    "create",
                    path,
                    client -> {
                      try {
                        client.createSecret(
                            r ->
                                r.name(prefix + path)
                                    .description(description.isEmpty() ? null : description)
                                    .kmsKeyId(api.settings().kmsKey().orElse(null))
                                    .tags(tags(tags)));
                        made[0] = true;
                      } catch (ResourceExistsException e) {
                        made[0] = false;
                      } catch (InvalidRequestException e) {
                        // The name of one that was removed just now is free a little later only.
                        return false;
                      }
                      return true;
                    }));
    if (!free) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to create a secret whose name is not free: '" + prefix + path + "'",
          "Is one of that name scheduled for deletion? Remove it for good, or name another"
              + " 'prefix'.");
    }
    return made[0];
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  void tag(String path, Map<String, String> tags) {
    api.ask(
        "tag", path, client -> client.tagResource(r -> r.secretId(prefix + path).tags(tags(tags))));
  }

  /** Writes a version under its own id, so that writing it again changes nothing. */
  void write(String path, String version, List<String> labels, ObjectNode value) {
    api.ask(
        "write a version of",
        path,
        client ->
            client.putSecretValue(
                r -> {
                  r.secretId(prefix + path).clientRequestToken(version).versionStages(labels);
                  if (value.has(Values.BINARY)) {
                    byte[] bytes = Base64.getDecoder().decode(value.get(Values.BINARY).asText());
                    r.secretBinary(SdkBytes.fromByteArray(bytes));
                  } else {
                    r.secretString(value.path(Values.STRING).asText());
                  }
                }));
  }

  /** Removes a secret with all its versions, for good. */
  void remove(String path) {
    api.ask(
        "remove",
        path,
        client -> {
          try {
            return client.deleteSecret(
                r -> r.secretId(prefix + path).forceDeleteWithoutRecovery(true));
          } catch (ResourceNotFoundException e) {
            return null;
          }
        });
  }
}

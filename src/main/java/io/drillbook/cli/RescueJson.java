package io.drillbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.assembly.Rescue.Found;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.usecase.catalog.FoundPoint;
import io.drillbook.usecase.catalog.Survey;
import java.util.Locale;

/** What vaults hold, for programs. */
final class RescueJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RescueJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static String text(ObjectNode document) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static ObjectNode list(Found found) {
    ObjectNode document = object();
    ArrayNode vaults = document.putArray("vaults");
    for (Survey survey : found.surveys()) {
      ObjectNode vault = vaults.addObject().put("vault", survey.vault());
      ArrayNode points = vault.putArray("points");
      survey.points().forEach(point -> points.add(point(point)));
      ArrayNode unknown = vault.putArray("unknown");
      survey.unknown().forEach(unknown::add);
    }
    unreachable(document, found);
    return document;
  }

  static void unreachable(ObjectNode document, Found found) {
    ArrayNode unreachable = document.putArray("unreachable");
    found
        .unreachable()
        .forEach((vault, fault) -> fault(unreachable.addObject().put("vault", vault), fault));
  }

  static ObjectNode fault(ObjectNode node, Fault fault) {
    return node.put("code", fault.code().name())
        .put("message", fault.getMessage())
        .put("hint", fault.hint());
  }

  private static ObjectNode point(FoundPoint point) {
    ObjectNode node =
        object()
            .put("system", point.system())
            .put("point", point.point())
            .put("condition", point.condition().name().toLowerCase(Locale.ROOT))
            .put("signer", point.signer().orElse(null))
            .put("detail", point.detail());
    point.manifest().ifPresent(manifest -> describe(node, manifest));
    ArrayNode strays = node.putArray("strays");
    point.strays().forEach(strays::add);
    return node;
  }

  private static void describe(ObjectNode node, Manifest manifest) {
    node.put("startedAt", manifest.startedAt().toString())
        .put("sealedAt", manifest.sealedAt().toString())
        .put("storedBytes", manifest.members().stream().mapToLong(Member::storedBytes).sum());
    ArrayNode sources = node.putArray("sources");
    manifest
        .sources()
        .forEach(
            source ->
                sources
                    .addObject()
                    .put("source", source.source())
                    .put("kind", source.kind())
                    .put("dataTime", source.dataTime().toString()));
    ArrayNode recipients = node.putArray("recipients");
    manifest.recipients().forEach(recipients::add);
  }
}

package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sorts of documents there are, and how they refer to assets. */
final class Documents {
  /** The document that says which run restored a dataset; a dot keeps it out of the public. */
  static final String MARK = "drillbook.run";

  static final String ASSET = "_sanityAsset";

  /** Documents that a person would miss, for a query; the service's own and our mark are none. */
  static final String COUNTED = "count(*[!(_id in path(\"_.**\")) && _id != \"" + MARK + "\"])";

  private static final Pattern ASSET_ID =
      Pattern.compile(
          "(image)-([a-f0-9]{40}-\\d+x\\d+)-([a-z]+)|(file)-([a-f0-9]{40})-([a-z0-9]+)");
  private static final Set<String> ASSET_TYPES = Set.of("sanity.imageAsset", "sanity.fileAsset");

  /** What the service sets by itself. */
  private static final List<String> OWN = List.of("_rev", "_updatedAt", "_createdAt", "_system");

  private Documents() {}

  static String id(JsonNode document) {
    return document.path("_id").asText();
  }

  static String type(JsonNode document) {
    return document.path("_type").asText();
  }

  static boolean isAsset(JsonNode document) {
    return ASSET_TYPES.contains(type(document));
  }

  static boolean isRelease(JsonNode document) {
    return id(document).startsWith("_.releases.");
  }

  /** Whether a reference is to an asset, which is there before any document is. */
  static boolean isAssetId(String id) {
    return ASSET_ID.matcher(id).matches();
  }

  /** Whether it is the service's own, such as a group of rights, or our mark. */
  static boolean isLeftOut(JsonNode document) {
    return (id(document).startsWith("_.") && !isRelease(document)) || id(document).equals(MARK);
  }

  /**
   * Where an asset lies in the export: the official export drops the file's extension for the word
   * behind the last dash where that has letters only, and says bin otherwise.
   */
  static String path(String assetId) {
    Matcher matcher = Pattern.compile("(image|file)-(.*?)(?:-([a-z]+))?").matcher(assetId);
    if (!matcher.matches()) {
      return "files/" + assetId + ".bin";
    }
    String extension = Optional.ofNullable(matcher.group(3)).orElse("bin");
    return matcher.group(1) + "s/" + matcher.group(2) + "." + extension;
  }

  /** Replaces references to assets by their places in the export, as the official export does. */
  static JsonNode withPlaces(JsonNode document, Consumer<String> used) {
    return walk(
        document,
        field -> {
          String id = field.path("asset").path("_ref").asText();
          if (!isAssetId(id)) {
            return field;
          }
          used.accept(id);
          ObjectNode moved = Json.mapper().createObjectNode();
          moved.put(ASSET, id.substring(0, id.indexOf('-')) + "@file://./" + path(id));
          field.properties().forEach(entry -> keep(moved, entry.getKey(), entry.getValue()));
          return moved;
        });
  }

  private static void keep(ObjectNode moved, String key, JsonNode value) {
    if (!key.equals("asset")) {
      moved.set(key, value);
    }
  }

  /** Replaces places in the export by references to the assets that were uploaded from there. */
  static JsonNode withAssets(JsonNode document, UnaryOperator<String> uploaded) {
    return walk(
        document,
        field -> {
          if (!field.path(ASSET).isTextual()) {
            return field;
          }
          ObjectNode back = Json.mapper().createObjectNode();
          String place = field.path(ASSET).asText().replaceFirst("^(?:image|file)@file://\\./", "");
          back.putObject("asset").put("_type", "reference").put("_ref", uploaded.apply(place));
          field
              .properties()
              .forEach(
                  entry -> {
                    if (!entry.getKey().equals(ASSET)) {
                      back.set(entry.getKey(), entry.getValue());
                    }
                  });
          return back;
        });
  }

  /** Without what the service sets by itself: to compare one that was written with one read. */
  static JsonNode comparable(JsonNode document) {
    ObjectNode plain = ((ObjectNode) document).deepCopy();
    plain.remove(OWN);
    return plain;
  }

  /** Applies a change to every object, the innermost first. */
  static JsonNode walk(JsonNode node, UnaryOperator<JsonNode> change) {
    if (node.isArray()) {
      var items = Json.mapper().createArrayNode();
      node.forEach(item -> items.add(walk(item, change)));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = Json.mapper().createObjectNode();
    node.properties().forEach(entry -> copy.set(entry.getKey(), walk(entry.getValue(), change)));
    return change.apply(copy);
  }
}

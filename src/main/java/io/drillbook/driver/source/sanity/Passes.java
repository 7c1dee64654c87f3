package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The three readings of an export that a restore takes: would the service take the documents; the
 * assets and the documents with weak references, so that the order does not matter; and once more
 * those whose references were strong.
 */
final class Passes {
  /** What describes the stored file or the document itself: an upload makes it anew. */
  private static final List<String> NOT_RESTORED =
      List.of("_createdAt", "_id", "_rev", "_type", "_updatedAt", "sha1hash", "size", "uploadId");

  private final Api api;
  private final Member member;
  private final MemberReader reader;
  private final StepContext context;
  private final Map<String, String> uploaded = new HashMap<>();
  private final Map<String, String> bySum = new HashMap<>();
  private final Tally tally = new Tally();

  Passes(Api api, Member member, MemberReader reader, StepContext context) {
    this.api = api;
    this.member = member;
    this.reader = reader;
    this.context = context;
  }

  /** What the export held. */
  Tally tally() {
    return tally;
  }

  /** Asks whether the service would take every document; reads the export to its end. */
  void dryRun() {
    Mutations mutations = new Mutations(api, true);
    read(
        new DocumentsOnly() {
          @Override
          public void document(JsonNode document) throws IOException {
            tally.document(document);
            if (!Documents.isRelease(document)) {
              mutations.put(weak(Documents.walk(document, Passes::withoutAsset)));
            }
          }
        });
    mutations.flush();
  }

  /** Writes everything, references weak. */
  void write() {
    Mutations mutations = new Mutations(api, false);
    read(
        new ExportVisitor() {
          @Override
          public void asset(String place, InputStream content) throws IOException {
            upload(place, content);
          }

          @Override
          public void descriptions(JsonNode assets) throws IOException {
            describe(assets, mutations);
          }

          @Override
          public void document(JsonNode document) throws IOException {
            if (Documents.isRelease(document)) {
              release(document);
            } else {
              mutations.put(weak(withAssets(document)));
            }
          }
        });
    mutations.flush();
  }

  /** Makes strong again what was strong. */
  void strengthen() {
    Mutations mutations = new Mutations(api, false);
    read(
        new DocumentsOnly() {
          @Override
          public void document(JsonNode document) throws IOException {
            JsonNode whole = withAssets(document);
            if (!Documents.isRelease(document) && !weak(whole).equals(whole)) {
              mutations.put(whole);
            }
          }
        });
    mutations.flush();
  }

  private void read(ExportVisitor visitor) {
    new ExportReader(member, FaultCode.RESTORE_FAILED).read(reader, context, visitor);
  }

  private JsonNode withAssets(JsonNode document) {
    return Documents.withAssets(
        document,
        place -> {
          String id = uploaded.get(place);
          if (id == null) {
            throw new ExportReader(member, FaultCode.RESTORE_FAILED)
                .notWhole("a document refers to an asset that is not in it: " + place, null);
          }
          return id;
        });
  }

  private void upload(String place, InputStream content) throws IOException {
    MessageDigest sha1 = sha1();
    try (VeiledFile file = new VeiledFile()) {
      try (OutputStream out = new DigestOutputStream(file.write(), sha1)) {
        content.transferTo(out);
      }
      String kind = place.substring(0, place.indexOf('/'));
      String id =
          Documents.id(api.upload(kind, place.substring(kind.length() + 1), publisher(file)));
      uploaded.put(place, id);
      bySum.put(
          kind.substring(0, kind.length() - 1) + "-" + HexFormat.of().formatHex(sha1.digest()), id);
      tally.asset(kind.equals("images") ? "sanity.imageAsset" : "sanity.fileAsset");
    }
  }

  /** Reads the file anew each time, so that a busy service can be asked again. */
  private static BodyPublisher publisher(VeiledFile file) {
    if (file.size() == 0) {
      return BodyPublishers.ofByteArray(new byte[0]);
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(
            () -> {
              try {
                return file.read();
              } catch (IOException e) {
                return null;
              }
            }),
        file.size());
  }

  private void describe(JsonNode assets, Mutations mutations) throws IOException {
    for (Map.Entry<String, JsonNode> entry : assets.properties()) {
      ObjectNode said = ((ObjectNode) entry.getValue()).deepCopy();
      said.remove(NOT_RESTORED);
      if (bySum.containsKey(entry.getKey()) && !said.isEmpty()) {
        ObjectNode mutation = Json.mapper().createObjectNode();
        mutation.putObject("patch").put("id", bySum.get(entry.getKey())).set("set", said);
        mutations.add(mutation);
      }
    }
  }

  private void release(JsonNode document) {
    ObjectNode action = Json.mapper().createObjectNode();
    action
        .put("actionType", "sanity.action.release.import")
        .put("releaseId", document.path("name").asText())
        .put("ifExists", "replace")
        .set("attributes", document);
    api.act(action);
  }

  private static JsonNode withoutAsset(JsonNode field) {
    ObjectNode plain = ((ObjectNode) field).deepCopy();
    plain.remove(Documents.ASSET);
    return plain;
  }

  /** The document with no reference that must be met already. */
  private static JsonNode weak(JsonNode document) {
    return Documents.walk(
        document,
        field -> {
          boolean strong =
              field.path("_ref").isTextual()
                  && !Documents.isAssetId(field.path("_ref").asText())
                  && !field.path("_weak").asBoolean();
          return strong ? ((ObjectNode) field).deepCopy().put("_weak", true) : field;
        });
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** A reading that passes over the assets. */
  private abstract static class DocumentsOnly implements ExportVisitor {
    @Override
    public void asset(String place, InputStream content) {
      // The tar's reader passes over what is not read.
    }

    @Override
    public void descriptions(JsonNode assets) {
      // Written with the assets.
    }
  }
}

package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Fetches one asset. The official export passes over one that answers 401, 403 or 404; here that
 * fails the capture, because a document would come back without its picture.
 */
final class AssetDownload {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int OK = 200;

  /** What the official export leaves out of assets.json, since an upload makes it anew. */
  private static final List<String> MADE_ANEW =
      List.of("_id", "_type", "assetId", "extension", "mimeType", "path", "uploadId", "url");

  private final Api api;
  private final ObjectNode asset;
  private final StepContext context;
  private String sha1 = "";

  AssetDownload(Api api, ObjectNode asset, StepContext context) {
    this.api = api;
    this.asset = asset;
    this.context = context;
  }

  /** Fetches it whole. */
  void into(VeiledFile content) throws IOException {
    HttpResponse<InputStream> response = answer();
    MessageDigest hash = digest("SHA-1");
    MessageDigest other = digest("MD5");
    try (InputStream body = response.body();
        OutputStream out = content.write()) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        hash.update(buffer, 0, n);
        other.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    sha1 = HexFormat.of().formatHex(hash.digest());
    // An SVG is cleaned after its first checksum was made; then the other one is right.
    boolean altered =
        differs(response, "x-sanity-sha1", sha1)
            && differs(response, "x-sanity-md5", HexFormat.of().formatHex(other.digest()));
    if (altered) {
      throw failed("its checksum is wrong");
    }
  }

  /** The key in assets.json. */
  String key() {
    return (Documents.type(asset).equals("sanity.imageAsset") ? "image-" : "file-") + sha1;
  }

  /** What assets.json says of it. */
  ObjectNode description() {
    ObjectNode described = asset.deepCopy();
    described.remove(MADE_ANEW);
    return described;
  }

  private HttpResponse<InputStream> answer() {
    URI url = url();
    AnswerOrTrouble last = new AnswerOrTrouble();
    Patience.until(
        PATIENCE,
        PAUSE,
        context.cancellation(),
        () -> {
          try {
            last.response = api.asset(url);
            last.trouble = "status " + last.response.statusCode();
            if (last.response.statusCode() != OK) {
              last.response.body().close();
            }
            return !Side.passes(last.response.statusCode());
          } catch (IOException e) {
            last.response = null;
            last.trouble = String.valueOf(e.getMessage());
            return false;
          }
        });
    if (last.response == null || last.response.statusCode() != OK) {
      throw failed(last.trouble);
    }
    return last.response;
  }

  private static final class AnswerOrTrouble {
    private HttpResponse<InputStream> response;
    private String trouble = "";
  }

  private URI url() {
    try {
      URI url = URI.create(asset.path("url").asText());
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw failed("its document holds no address");
    }
    throw failed("its document holds no address");
  }

  private int read(InputStream body, byte[] buffer) {
    try {
      context.cancellation().check();
      return body.read(buffer);
    } catch (IOException e) {
      context.cancellation().check();
      throw failed("it is cut: " + e.getMessage());
    }
  }

  private static boolean differs(HttpResponse<?> response, String header, String found) {
    Optional<String> said = response.headers().firstValue(header);
    return said.isPresent() && !said.get().equals(found);
  }

  private Fault failed(String why) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to fetch an asset: '" + Documents.id(asset) + "': " + why,
        "Its document says that it is there; restore or delete it in Sanity, and take the capture"
            + " again.");
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}

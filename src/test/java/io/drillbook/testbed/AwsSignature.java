package io.drillbook.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request's signature, version 4, as Amazon's documentation describes it. */
final class AwsSignature {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^/]+)/([^/]+)/([^/]+)/aws4_request,"
              + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private AwsSignature() {}

  /** What is wrong with the request in the service's own word; empty where it is signed well. */
  static String trouble(
      HttpExchange exchange, byte[] body, String service, String access, String secret) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Matcher header = HEADER.matcher(String.valueOf(authorization));
    if (!header.matches()) {
      return "MissingAuthenticationTokenException";
    }
    List<String> signed = List.of(header.group(5).split(";"));
    boolean all =
        exchange.getRequestHeaders().keySet().stream()
            .map(name -> name.toLowerCase(java.util.Locale.ROOT))
            .filter(name -> name.startsWith("x-amz-"))
            .allMatch(signed::contains);
    if (!header.group(1).equals(access)) {
      return "UnrecognizedClientException";
    }
    if (!all || !signed.contains("host") || !header.group(4).equals(service)) {
      return "IncompleteSignature";
    }
    String scope = String.join("/", header.group(2), header.group(3), service, "aws4_request");
    String text =
        "AWS4-HMAC-SHA256\n"
            + exchange.getRequestHeaders().getFirst("X-Amz-Date")
            + "\n"
            + scope
            + "\n"
            + hex(sha(canonical(exchange, signed, body).getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = mac(key, part);
    }
    return hex(mac(key, text)).equals(header.group(6)) ? "" : "InvalidSignatureException";
  }

  /** The region that a request is signed for. */
  static String region(HttpExchange exchange) {
    Matcher header =
        HEADER.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    return header.matches() ? header.group(3) : "";
  }

  private static String canonical(HttpExchange exchange, List<String> signed, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : signed) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
      headers.put(name, String.join(",", values).trim().replaceAll(" +", " "));
    }
    StringBuilder text = new StringBuilder();
    text.append(exchange.getRequestMethod()).append('\n');
    text.append(exchange.getRequestURI().getRawPath()).append('\n');
    text.append(query(exchange.getRequestURI().getRawQuery())).append('\n');
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append('\n')
        .append(String.join(";", headers.keySet()))
        .append('\n')
        .append(hex(sha(body)))
        .toString();
  }

  private static String query(String raw) {
    if (raw == null) {
      return "";
    }
    List<String> parts = new ArrayList<>(Arrays.asList(raw.split("&")));
    parts.sort(null);
    return String.join("&", parts);
  }

  private static byte[] sha(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

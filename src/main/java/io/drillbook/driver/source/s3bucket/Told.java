package io.drillbook.driver.source.s3bucket;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What a store tells a reader together with the bytes: by the names of its headers. */
final class Told {
  private static final String OWN = "x-amz-meta-";

  private Told() {}

  static Map<String, String> of(HeadObjectResponse head) {
    Map<String, String> told = own(head.metadata());
    put(told, "Content-Type", head.contentType());
    put(told, "Cache-Control", head.cacheControl());
    put(told, "Content-Disposition", head.contentDisposition());
    put(told, "Content-Encoding", head.contentEncoding());
    put(told, "Content-Language", head.contentLanguage());
    put(told, "Expires", head.expiresString());
    put(told, "x-amz-website-redirect-location", head.websiteRedirectLocation());
    return told;
  }

  static Map<String, String> of(GetObjectResponse head) {
    Map<String, String> told = own(head.metadata());
    put(told, "Content-Type", head.contentType());
    put(told, "Cache-Control", head.cacheControl());
    put(told, "Content-Disposition", head.contentDisposition());
    put(told, "Content-Encoding", head.contentEncoding());
    put(told, "Content-Language", head.contentLanguage());
    put(told, "Expires", head.expiresString());
    put(told, "x-amz-website-redirect-location", head.websiteRedirectLocation());
    return told;
  }

  /** The application's own words about an object. */
  static Map<String, String> metadata(Map<String, String> told) {
    Map<String, String> own = new TreeMap<>();
    told.forEach(
        (name, value) -> {
          if (name.startsWith(OWN)) {
            own.put(name.substring(OWN.length()), value);
          }
        });
    return own;
  }

  /** All the rest but the type, which every request has a word for. */
  static Map<String, String> headers(Map<String, String> told) {
    Map<String, String> rest = new TreeMap<>(told);
    rest.keySet().removeIf(name -> name.startsWith(OWN) || name.equals("Content-Type"));
    return rest;
  }

  private static Map<String, String> own(Map<String, String> metadata) {
    Map<String, String> told = new TreeMap<>();
    metadata.forEach((name, value) -> told.put(OWN + name, value));
    return told;
  }

  private static void put(Map<String, String> told, String name, String value) {
    if (value != null && !value.isEmpty()) {
      told.put(name, value);
    }
  }
}

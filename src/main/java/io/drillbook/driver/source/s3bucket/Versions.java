package io.drillbook.driver.source.s3bucket;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** All versions and delete markers of a bucket, a page at a time. */
final class Versions {
  private final Store store;

  Versions(Store store) {
    this.store = store;
  }

  /** Takes one version. */
  interface Visitor {
    void visit(Line line) throws IOException;
  }

  /** Hands every version on; page by page, so that memory does not grow with the bucket. */
  void each(Visitor visitor) throws IOException {
    String key = null;
    String version = null;
    ListObjectVersionsResponse page;
    do {
      page = page(key, version);
      for (Line line : lines(page).toList()) {
        visitor.visit(line);
      }
      key = page.nextKeyMarker();
      version = page.nextVersionIdMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()));
  }

  private ListObjectVersionsResponse page(String key, String version) {
    return store.ask(
        "list versions",
        store.prefix(),
        s3 ->
            s3.listObjectVersions(
                r ->
                    r.bucket(store.bucket())
                        .prefix(store.prefix())
                        .keyMarker(key)
                        .versionIdMarker(version)));
  }

  private static Stream<Line> lines(ListObjectVersionsResponse page) {
    return Stream.concat(
        page.versions().stream().map(Versions::line),
        page.deleteMarkers().stream().map(Versions::line));
  }

  private static Line line(ObjectVersion one) {
    return new Line(
        one.key(),
        name(one.versionId()),
        Line.bare(one.eTag()),
        one.size() == null ? 0 : one.size(),
        String.valueOf(one.lastModified()),
        Boolean.TRUE.equals(one.isLatest()),
        false,
        0,
        "",
        Map.of());
  }

  private static Line line(DeleteMarkerEntry one) {
    return new Line(
        one.key(),
        name(one.versionId()),
        "",
        0,
        String.valueOf(one.lastModified()),
        Boolean.TRUE.equals(one.isLatest()),
        true,
        0,
        "",
        Map.of());
  }

  /** What was written before versions were kept has the name null. */
  private static String name(String version) {
    return version == null ? "null" : version;
  }
}

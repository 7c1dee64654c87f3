package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.SourceCapture;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where keys are: a store, a bucket in it, and what the keys begin with. */
record Home(Optional<URI> endpoint, String region, String bucket, String prefix) {
  private static final String AMAZON = "Amazon";

  /** The one that was captured. */
  static Home of(SourceCapture capture) {
    Map<String, String> facts = capture.facts();
    return new Home(
        Optional.of(facts.getOrDefault("endpoint", AMAZON))
            .filter(text -> !text.equals(AMAZON))
            .map(URI::create),
        facts.getOrDefault("region", "us-east-1"),
        facts.getOrDefault("bucket", ""),
        facts.getOrDefault("prefix", ""));
  }

  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("endpoint", endpoint.map(URI::toString).orElse(AMAZON));
    facts.put("region", region);
    facts.put("bucket", bucket);
    facts.put("prefix", prefix);
    return facts;
  }

  /** For people, and to tell it from others. */
  String shown() {
    String store = endpoint.map(URI::getAuthority).orElse(AMAZON);
    return "bucket " + bucket + " at " + store + (prefix.isEmpty() ? "" : ", " + prefix);
  }

  /** Whether both hold keys of the same bucket, by whatever address the store was reached. */
  boolean overlaps(Home other) {
    return bucket.equals(other.bucket)
        && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
        && meets(other);
  }

  /** Amazon's names of buckets are unique in all its regions, whatever the address of the store. */
  private boolean isAmazon() {
    return endpoint
        .map(URI::getHost)
        .map(host -> host.toLowerCase(Locale.ROOT))
        .map(host -> host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"))
        .orElse(true);
  }

  /** A store may answer at several ports; the same name of a bucket there is the same bucket. */
  private boolean meets(Home other) {
    if (isAmazon() || other.isAmazon()) {
      return isAmazon() && other.isAmazon();
    }
    String one = endpoint.get().getHost();
    String two = other.endpoint.get().getHost();
    if (one.equalsIgnoreCase(two)) {
      return true;
    }
    try {
      Set<InetAddress> here = new HashSet<>(Arrays.asList(InetAddress.getAllByName(one)));
      here.retainAll(Arrays.asList(InetAddress.getAllByName(two)));
      return !here.isEmpty();
    } catch (UnknownHostException e) {
      // Whoever has no address cannot be the other.
      return false;
    }
  }
}

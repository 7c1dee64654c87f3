package io.drillbook.driver.source.vaultkv;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.SourceProbe;
import java.util.Map;

/**
 * Which secrets of which engine, by names that do not depend on the address.
 *
 * @param cluster the cluster's id
 * @param mount the mount's id
 */
record Home(String cluster, String mount, String prefix, String version) {
  private static final String CLUSTER = "cluster";
  private static final String MOUNT = "mount";
  private static final String PREFIX = "prefix";

  static Home of(SourceCapture capture) {
    Map<String, String> facts = capture.facts();
    return new Home(
        facts.getOrDefault(CLUSTER, ""),
        facts.getOrDefault(MOUNT, ""),
        facts.getOrDefault(PREFIX, ""),
        "");
  }

  void note(Map<String, String> facts) {
    facts.put(CLUSTER, cluster);
    facts.put(MOUNT, mount);
    facts.put(PREFIX, prefix);
    facts.put("server", version);
  }

  /**
   * Refuses a target that is this place, in it or above it.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void requireNot(Home target, String shown) {
    boolean same =
        !cluster.isEmpty() && cluster.equals(target.cluster) && mount.equals(target.mount);
    if (same && (prefix.startsWith(target.prefix) || target.prefix.startsWith(prefix))) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected secrets: '" + shown + "'",
          "Name another server, another mount, or another 'prefix' that is neither in '"
              + prefix
              + "' nor above it.");
    }
  }

  SourceProbe probe(boolean empty) {
    return new SourceProbe(
        "vault " + cluster + " " + mount + "/" + prefix, "Vault " + version, -1, empty);
  }
}

package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.SourceProbe;
import java.util.Map;

/**
 * Which secrets of which account, by names that do not depend on the address.
 *
 * @param account its number; empty where it holds no secret that would tell it
 */
record Home(String account, String region, String prefix) {
  private static final String ACCOUNT = "account";
  private static final String REGION = "region";
  private static final String PREFIX = "prefix";

  static Home of(SourceCapture capture) {
    Map<String, String> facts = capture.facts();
    return new Home(
        facts.getOrDefault(ACCOUNT, ""),
        facts.getOrDefault(REGION, ""),
        facts.getOrDefault(PREFIX, ""));
  }

  void note(Map<String, String> facts) {
    facts.put(ACCOUNT, account);
    facts.put(REGION, region);
    facts.put(PREFIX, prefix);
  }

  /**
   * Refuses a target that is this place, in it or above it.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void requireNot(Home target, String shown) {
    boolean same =
        !account.isEmpty() && account.equals(target.account) && region.equals(target.region);
    if (same && (prefix.startsWith(target.prefix) || target.prefix.startsWith(prefix))) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected secrets: '" + shown + "'",
          "Name another account, another region, or another 'prefix' that neither begins with '"
              + prefix
              + "' nor is its beginning.");
    }
  }

  SourceProbe probe(boolean empty) {
    return new SourceProbe(
        "aws-secrets " + account + " " + region + " " + prefix, "AWS Secrets Manager", -1, empty);
  }
}

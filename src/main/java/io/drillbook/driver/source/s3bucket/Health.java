package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Map;

/** Whether a bucket is set up so that a capture of it can be restored at all, and as planned. */
final class Health {
  private final Store store;

  Health(Store store) {
    this.store = store;
  }

  /**
   * What the manifest tells of the bucket.
   *
   * @throws Fault CHECK_FAILED where the plan's expectations do not hold, NOT_ALLOWED where nothing
   *     could be restored
   */
  Map<String, String> facts() {
    BucketState state = BucketState.of(store);
    Map<String, String> facts = store.settings().home().facts();
    facts.put("versioning", state.versioning());
    facts.put("days of replaced versions", state.days());
    facts.put("object lock", state.lock());
    facts.put("replication", state.replication());
    refuseHopeless(state);
    List<String> drift = store.settings().expected().drift(state);
    if (!drift.isEmpty()) {
      if (store.settings().expected().fails()) {
        throw new Fault(
            FaultCode.CHECK_FAILED,
            "unable to rely on the bucket: '" + store.bucket() + "': " + String.join("; ", drift),
            "Set it up again as planned, correct the plan, or set 'on-drift: warn'.");
      }
      facts.put("drift", String.join("; ", drift));
    }
    return facts;
  }

  private void refuseHopeless(BucketState state) {
    if (!state.keepsVersions() && !store.settings().copy()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to protect a bucket that keeps no versions: '"
              + store.bucket()
              + "', versioning is "
              + state.versioning(),
          "Nothing could be restored from a list alone: enable versioning, or set 'copy: true'.");
    }
  }
}

package io.drillbook.engine.people;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;

/** Tells somebody which lines of which files make a new key take effect. */
final class KeyChange {
  private KeyChange() {}

  static String inWords(ProtectionPlan plan) {
    BackupPolicy backup = plan.backup();
    return """
        ## Put the new key of %1$s in place

        **You are asked** to edit two files of the configuration folder; call the new key NEW.

        1. `drillbook.yaml`, under `keys`: add `NEW: { public: keys/NEW.asc }`, with `private`, `private-secret` or
           `sign-command` if it opens or signs here. **Leave the old key there**: old points need it. Then restart the server.
        2. `plans/%1$s.yaml`, under `backup`. Now it says `encrypt-to: [%2$s]` and `sign-with: %3$s`.
           For a new **recipient**, put NEW in the place of the old name in `encrypt-to`.
           For a new **signer**, write `sign-with: NEW` and `signed-before: [%4$s]`.

        **When you complete this**, the plan is checked, a backup is taken with the new key and opened, and the oldest
        recovery point is restored into the sandbox. Nothing is lost if something is missing: you are asked how to
        continue, and *Retry* brings you back here."""
        .formatted(
            plan.system(),
            String.join(", ", backup.encryptTo()),
            backup.signWith(),
            String.join(", ", backup.trustedSigners()));
  }
}

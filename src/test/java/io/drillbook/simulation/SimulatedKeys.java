package io.drillbook.simulation;

import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys that are changed now and then; none is ever thrown away. */
final class SimulatedKeys {
  private final Path folder;
  private final Clock clock;
  private final List<KeyFile> files = new ArrayList<>();
  private final List<String> signers = new ArrayList<>();
  private int generation;

  SimulatedKeys(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    generate("escrow");
    files.add(TestKeys.publicOnly(folder, "escrow"));
    rotate();
  }

  /** A new signing key and a new key that opens members. */
  void rotate() {
    generation++;
    for (String name : List.of(signer(), opener())) {
      generate(name);
      files.add(TestKeys.file(folder, name));
    }
    signers.add(0, signer());
  }

  private void generate(String name) {
    // Made long ago: a clock that goes back a day must not come before its keys.
    Clock longAgo = Clock.offset(clock, Duration.ofDays(-400));
    TestKeys.write(folder, name, OpenPgpKeys.generate(name + "@example.com", new char[0], longAgo));
  }

  KeyRing ring() {
    return KeyRing.open(files, TestKeys.SECRETS, clock);
  }

  String signer() {
    return "signer" + generation;
  }

  String opener() {
    return "ops" + generation;
  }

  List<String> signersBefore() {
    return signers.subList(1, signers.size());
  }
}

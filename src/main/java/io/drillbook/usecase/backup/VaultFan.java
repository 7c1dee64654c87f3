package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** One member on its way into several vaults at once. Safe to close while another thread writes. */
final class VaultFan extends OutputStream {
  private record Branch(StoredPoint place, VaultUpload upload) {}

  private final String file;
  private final VaultFailures failures;
  private final List<Branch> branches = new ArrayList<>();
  private final List<StoredPoint> committed = new ArrayList<>();
  private boolean closed;

  VaultFan(String file, List<StoredPoint> places, VaultFailures failures) {
    this.file = file;
    this.failures = failures;
    try {
      for (StoredPoint place : places) {
        failures.attempt(place.vault(), () -> branches.add(new Branch(place, place.create(file))));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (closed) {
      throw new IOException("the capture was given up");
    }
    for (Branch branch : List.copyOf(branches)) {
      if (!failures.attempt(
          branch.place().vault(), () -> branch.upload().write(bytes, from, length))) {
        // Its half object must not go on filling the disk that may just have run full.
        discard(branch);
        branches.remove(branch);
      }
    }
  }

  synchronized void commit() {
    for (Branch branch : branches) {
      if (failures.attempt(branch.place().vault(), branch.upload()::commit)) {
        committed.add(branch.place());
      } else {
        // Also where another member's failure dropped the vault before this one was tried.
        discard(branch);
      }
    }
  }

  /**
   * Removes what this very fan committed, and nothing else: an attempt that lost its lease must not
   * remove what its successor wrote.
   */
  synchronized void takeBack() {
    committed.forEach(place -> place.removeFile(file));
    committed.clear();
  }

  /** Discards what was not committed. */
  @Override
  public synchronized void close() {
    closed = true;
    branches.forEach(VaultFan::discard);
  }

  private static void discard(Branch branch) {
    try {
      branch.upload().close();
    } catch (Fault e) {
      // The vault is failing already, which is known; what stays is hidden and discarded later.
      return;
    }
  }
}

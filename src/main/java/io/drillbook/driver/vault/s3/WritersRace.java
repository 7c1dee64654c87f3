package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets several write one key at the same instant. A store that first looks and then writes refuses
 * a second writer and yet takes two at once; one race may miss it, so there are some.
 */
final class WritersRace {
  private static final int WRITERS = 6;
  private static final int ROUNDS = 3;

  private final S3Vault vault;
  private final String key;

  WritersRace(S3Vault vault, String key) {
    this.vault = vault;
    this.key = key;
  }

  /** Whether in each round exactly one won. */
  boolean hasOneWinner() {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        if (winners(threads, key + "." + round) != 1) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to try the vault to the end, it was stopped: '" + vault.name() + "'",
          "Try it again.",
          e);
    } finally {
      threads.shutdownNow();
    }
  }

  private int winners(ExecutorService threads, String one) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    try (Writers writers = new Writers()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(vault.create(one, Optional.empty())).write(1);
      }
      // Only now: none may wait at the start for one that never comes.
      List<Future<Boolean>> tries = new ArrayList<>();
      writers.uploads.forEach(upload -> tries.add(threads.submit(() -> wins(start, upload))));
      int winners = 0;
      for (Future<Boolean> each : tries) {
        winners += result(each) ? 1 : 0;
      }
      return winners;
    }
  }

  private static boolean result(Future<Boolean> one) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Fault fault ? fault : new IllegalStateException(e);
    }
  }

  private static boolean wins(CyclicBarrier start, S3Upload upload)
      throws InterruptedException, BrokenBarrierException {
    start.await();
    try {
      upload.commit();
      return true;
    } catch (Fault e) {
      if (e.code() != FaultCode.OBJECT_EXISTS) {
        throw e;
      }
      return false;
    }
  }

  /** Closes each, whatever the one before says: what stays open keeps its memory. */
  private static final class Writers implements AutoCloseable {
    private final List<S3Upload> uploads = new ArrayList<>();

    S3Upload add(S3Upload upload) {
      uploads.add(upload);
      return upload;
    }

    @Override
    public void close() {
      RuntimeException trouble = null;
      for (S3Upload upload : uploads) {
        try {
          upload.close();
        } catch (RuntimeException e) {
          if (trouble == null) {
            trouble = e;
          } else {
            trouble.addSuppressed(e);
          }
        }
      }
      if (trouble != null) {
        throw trouble;
      }
    }
  }
}

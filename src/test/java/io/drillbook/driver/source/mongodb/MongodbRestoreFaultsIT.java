package io.drillbook.driver.source.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.MongoSubstitute;
import io.drillbook.testbed.TestBed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may go wrong while a database is restored; the servers are substitutes. */
class MongodbRestoreFaultsIT {
  private static final String ZOO = "restore_zoo";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final MongodbSourceDriver DRIVER =
      new MongodbSourceDriver(MongodbSourceDriverIT.SECRETS);

  private final MemoryMembers members = new MemoryMembers("db");
  private final String database = "restored_" + NUMBER.incrementAndGet();
  private final String run = "restore-20261126T020000Z-" + NUMBER.get();
  private final RunMark mark = RunMark.ofRun(run, database);
  private SourceCapture capture;

  @BeforeAll
  static void fill() {
    MongoZoo.fill(TestBed.mongoProduction().database(ZOO));
  }

  @BeforeEach
  void capture() {
    capture = DRIVER.capture("db", home(), members, TestStep.of("backup-1", 1));
  }

  @Test
  void whatAKilledAttemptLeftIsRemovedByTheNext() {
    target().getCollection(mark.staging(1, "orders")).insertOne(new Document("half", true));
    restore(run, 2);
    assertEqual();
  }

  @Test
  void anAttemptThatWasOvertakenStopsAndTouchesNothing() {
    target().getCollection(mark.staging(3, "orders")).insertOne(new Document("newer", true));
    Fault fault = fault(() -> restore(run, 2));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(target().getCollection(mark.staging(3, "orders")).countDocuments()).isEqualTo(1);
  }

  /** The newer attempt has renamed its first collection when the older one wakes up. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAttemptThatWasOvertakenAmongTheRenamesLeavesThemAlone(boolean cancelled) {
    TestStep step = TestStep.doing(run, 1, first -> takenOver(first, cancelled));
    Fault fault = fault(() -> restore(step));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(target().getCollection("orders").countDocuments()).isEqualTo(1);
    assertThat(mark().getInteger("attempt")).isEqualTo(2);
    assertThat(target().listCollectionNames()).containsExactlyInAnyOrder("orders", "drillbook.run");
    restore(run, 3);
    assertEqual();
  }

  @Test
  void aCollectionThatIsLostAmongTheRenamesIsNoRestore() {
    Fault fault = fault(() -> restoreAndAmongTheRenames(renamed -> renamed.drop()));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(TestBed.mongoStandby().isGone(database)).isTrue();
    restore(run, 2);
    assertEqual();
  }

  @Test
  void anAttemptThatIsOvertakenAmongItsRenamesDoesNotCallItDone() {
    Document newer = new Document("$set", new Document("attempt", 2));
    Fault fault =
        fault(
            () ->
                restoreAndAmongTheRenames(
                    renamed ->
                        target()
                            .getCollection(RunMark.COLLECTION)
                            .updateOne(new Document(), newer)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(mark().getString("state")).isEqualTo("taking the names");
    assertThat(mark().getInteger("attempt")).isEqualTo(2);
    assertThat(TestBed.mongoStandby().isGone(database)).isFalse();
  }

  /** Does something, once, when the first collection has its name. */
  private void restoreAndAmongTheRenames(Consumer<MongoCollection<Document>> action) {
    AtomicBoolean done = new AtomicBoolean();
    TestBed.mongoStandby()
        .beforeFind(
            () -> {
              if (!done.get()) {
                CompletableFuture.runAsync(() -> onceRenamed(done, action)).join();
              }
            });
    try {
      restore(run, 1);
    } finally {
      TestBed.mongoStandby().beforeFind(() -> {});
    }
  }

  private void onceRenamed(AtomicBoolean done, Consumer<MongoCollection<Document>> action) {
    for (String name : target().listCollectionNames()) {
      if (!RunMark.isOurs(name) && done.compareAndSet(false, true)) {
        action.accept(target().getCollection(name));
      }
    }
  }

  private void takenOver(TestStep step, boolean cancelled) {
    target().getCollection("orders").insertOne(new Document("newer", true));
    target()
        .getCollection(RunMark.COLLECTION)
        .insertOne(
            new Document("_id", "mark")
                .append("run", run)
                .append("content", "")
                .append("state", "taking the names")
                .append("attempt", 2));
    if (cancelled) {
      step.cancellation().cancel("it lost its lease");
    }
  }

  private Document mark() {
    return target().getCollection(RunMark.COLLECTION).find().first();
  }

  @Test
  void aCrashAmongTheRenamesIsNoRestoreAndTheNextAttemptMakesItWhole() {
    restore(run, 1);
    target()
        .getCollection(RunMark.COLLECTION)
        .updateOne(new Document(), new Document("$set", new Document("state", "taking the names")));
    target().getCollection("orders").drop();
    RestoreReport report = restore(run, 2);
    assertThat(report.alreadyDone()).isFalse();
    assertEqual();
  }

  @Test
  void unfinishedWorkOfAnotherRunIsNotTakenForAnEmptyTarget() {
    target()
        .getCollection(RunMark.ofRun("another", database).staging(1, "orders"))
        .insertOne(new Document("half", true));
    Fault fault = fault(() -> restore(run, 1));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(fault.hint()).contains("another run");
  }

  @Test
  void documentsThatDifferFailTheRestoreAndLeaveNothing() {
    Map<String, String> facts = new HashMap<>(capture.facts());
    facts.put("digest orders", "0000000000000000");
    capture = new SourceCapture("db", "mongodb", capture.dataTime(), facts, capture.contents());
    Fault fault = fault(() -> restore(run, 1));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(fault.getMessage()).contains("orders has other documents");
    assertThat(TestBed.mongoStandby().isGone(database)).isTrue();
    Fault check =
        fault(() -> DRIVER.checkStructure(capture, members.members(), members, step("c", 1)));
    assertThat(check.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
  }

  @Test
  void aLostCollectionFailsTheRestore() {
    Map<String, Long> contents = new HashMap<>(capture.contents());
    contents.put("payments", 7L);
    capture = new SourceCapture("db", "mongodb", capture.dataTime(), capture.facts(), contents);
    Fault fault = fault(() -> restore(run, 1));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(fault.getMessage()).contains("payments is missing");
    assertThat(TestBed.mongoStandby().isGone(database)).isTrue();
  }

  @Test
  void whatATargetHeldIsSetAsideUnderAnotherName() {
    MongoZoo.fill(target());
    String before = TestBed.mongoStandby().documents(database);
    Optional<String> aside = DRIVER.setAside(place(), home(), run);
    assertThat(aside).contains(database + "_" + run);
    assertThat(TestBed.mongoStandby().documents(aside.get())).isEqualTo(before);
    assertThat(TestBed.mongoStandby().isGone(database)).isTrue();
    assertThat(DRIVER.setAside(place(), home(), run)).isEmpty();
    restore(run, 1);
    assertThat(DRIVER.setAside(place(), home(), run)).as("what the run restored").isEmpty();
    assertEqual();
  }

  @Test
  void productionIsNotSetAside() {
    assertThat(fault(() -> DRIVER.setAside(home(), home(), run)).code())
        .isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void theMarkOfARestoreIsNotCaptured() {
    restore(run, 1);
    SourceCapture again =
        DRIVER.capture("db", place(), new MemoryMembers("db"), TestStep.of("backup-2", 1));
    assertThat(again.contents()).isEqualTo(capture.contents());
  }

  @Test
  void aSilentProductionIsRecognisedByWhatWasCaptured() {
    try (MongoSubstitute home = MongoSubstitute.start()) {
      MongoZoo.fill(home.database("shop"));
      Settings there = MongodbSourceDriverIT.settings(home, "shop");
      capture = DRIVER.capture("db", there, new MemoryMembers("db"), TestStep.of("backup-3", 1));
      Settings silent = new Settings(Map.of("url", "mongodb://127.0.0.1:1/shop"));
      home.database("shop").drop();
      Fault fault =
          fault(
              () ->
                  DRIVER.restore(capture, members.members(), members, there, silent, step(run, 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  private RestoreReport restore(String runId, int attempt) {
    return restore(step(runId, attempt));
  }

  private RestoreReport restore(TestStep step) {
    return DRIVER.restore(capture, members.members(), members, place(), home(), step);
  }

  private void assertEqual() {
    assertThat(TestBed.mongoStandby().digests(database))
        .isEqualTo(TestBed.mongoProduction().digests(ZOO));
  }

  private MongoDatabase target() {
    return TestBed.mongoStandby().database(database);
  }

  private Settings place() {
    return MongodbSourceDriverIT.settings(TestBed.mongoStandby(), database);
  }

  private static Settings home() {
    return MongodbSourceDriverIT.settings(TestBed.mongoProduction(), ZOO);
  }

  private static TestStep step(String runId, int attempt) {
    return TestStep.of(runId, attempt);
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    return fault;
  }
}

package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The demo: protects a sample system, destroys it and recovers it under the clock, through the same
 * doors that users have.
 */
public final class Demo implements AutoCloseable {
  private static final int INTERRUPTED = 130;

  private final Path home;
  private final Clock clock;
  private final Parts parts = new Parts();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Demo(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * Runs the demo; nothing that it started is left when it returns or when Ctrl-C ends it.
   *
   * @param once whether the human tasks are answered by the demo itself; else the call goes on
   *     until Ctrl-C
   * @param out takes what the person reads, line by line
   * @return 0 only where the recovered data is proven equal and the verdict is good, 130 where a
   *     signal ended it before, else 1
   * @throws Fault TOOL_MISSING where a server's program is not installed, INTERNAL where a part
   *     would not start
   */
  public static int run(boolean once, Consumer<String> out, Clock clock) {
    Demo demo = new Demo(newHome(), clock);
    Thread hook = new Thread(demo::close, "end of the demo");
    Runtime.getRuntime().addShutdownHook(hook);
    try (demo) {
      return demo.tell(once, out);
    } catch (SQLException e) {
      throw new IllegalStateException("unable to compare the demo's data", e);
    } catch (RuntimeException e) {
      if (closedBySignal(hook)) {
        // What fails after Ctrl-C fails because everything is being ended: nothing to tell.
        return INTERRUPTED;
      }
      throw e;
    } finally {
      forget(hook);
    }
  }

  private int tell(boolean once, Consumer<String> out) throws SQLException {
    Narrator narrator = new Narrator(clock, out);
    narrator.say("Starting the sample system: two PostgreSQL clusters, HAProxy, a shop, customers");
    SampleSystem system = SampleSystem.start(home, clock, parts);
    narrator.say("The shop is open at " + system.door().address());
    int port = FreePort.next();
    DemoConfiguration configuration = new DemoConfiguration(home, system, clock, port);
    configuration.write();
    narrator.say("Starting Drillbook; its first start makes its database and its users");
    DemoServer server = DemoServer.start(port, configuration, parts);
    narrator.say("Drillbook is up at " + server.address());
    return new DemoStory(system, server, clock, narrator, parts.cancellation()).tell(once);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      parts.close();
      Folders.delete(home);
    }
  }

  private static boolean closedBySignal(Thread hook) {
    return hook.isAlive();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook does its work.
      return;
    }
  }

  private static Path newHome() {
    try {
      // Not below java.io.tmpdir's longer names: HAProxy's socket may have 107 characters only.
      return Files.createTempDirectory(Path.of("/tmp"), "drillbook-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

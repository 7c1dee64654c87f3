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
  private final Path home;
  private final Clock clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private SampleSystem system;
  private DemoServer server;

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
   * @return 0 only where the recovered data is proven equal and the verdict is good, else 1
   * @throws Fault TOOL_MISSING where a server's program is not installed, INTERNAL where a part
   *     would not start
   */
  public static int run(boolean once, Consumer<String> out, Clock clock) {
    Demo demo = new Demo(newHome(), clock);
    Thread hook = new Thread(demo::close, "end of the demo");
    Runtime.getRuntime().addShutdownHook(hook);
    try (demo) {
      demo.start(out);
      return new DemoStory(demo.system, demo.server, clock, out).tell(once);
    } catch (SQLException e) {
      throw new IllegalStateException("unable to compare the demo's data", e);
    }
  }

  private void start(Consumer<String> out) {
    out.accept("Starting the sample system: two PostgreSQL clusters, HAProxy, a shop, customers");
    system = SampleSystem.start(home, clock);
    int port = FreePort.next();
    DemoConfiguration configuration = new DemoConfiguration(home, system, clock, port);
    configuration.write();
    out.accept("Starting Drillbook");
    server = DemoServer.start(port, configuration);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (server != null) {
      server.close();
    }
    if (system != null) {
      system.close();
    }
    Folders.delete(home);
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

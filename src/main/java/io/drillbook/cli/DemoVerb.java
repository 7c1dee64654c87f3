package io.drillbook.cli;

import io.drillbook.demo.Demo;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job on a sample system. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Protect a sample system, destroy it, recover it under the clock.")
final class DemoVerb implements Callable<Integer> {
  @Option(
      names = "--once",
      description = "Answer the human tasks as the demo users, print the proof and end.")
  boolean once;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return Demo.run(
        once,
        line -> {
          out.println(line);
          out.flush();
        },
        Clock.systemUTC());
  }
}

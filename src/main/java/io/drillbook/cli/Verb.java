package io.drillbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that needs a running server. */
@Command(mixinStandardHelpOptions = true)
abstract class Verb implements Callable<Integer> {
  @Mixin Connection connection;
  @Spec CommandSpec spec;

  /** Does it and gives the exit code. */
  @Override
  public Integer call() {
    return run(connection.open());
  }

  abstract int run(ApiClient api);

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** One JSON document and nothing else. */
  int json(JsonNode answer) {
    try {
      out().println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
      return ExitCodes.DONE;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be written", e);
    }
  }
}

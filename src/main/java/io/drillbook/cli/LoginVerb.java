package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Logs in and keeps a token, so that no script needs a password. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Log in and keep a token for later verbs.")
final class LoginVerb implements Callable<Integer> {
  @Mixin Connection connection;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    URI server = connection.address();
    Credentials credentials = Credentials.fromEnvironment().orElseGet(LoginVerb::ask);
    ApiClient api = new ApiClient(server, Optional.ofNullable(connection.certificate), credentials);
    JsonNode answer = api.post("login", Map.of());
    TokenFile file = TokenFile.standard();
    file.save(server, answer.path("token").asText());
    String until =
        Show.text(answer.has("expiresAt") ? answer.path("expiresAt") : answer.path("expires"));
    spec.commandLine().getOut().println("Logged in until " + until + "; token in " + file.file());
    return ExitCodes.DONE;
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on the answers are null instead
  private static Credentials ask() {
    Console console = System.console();
    String user = console == null ? null : console.readLine("User: ");
    char[] password = user == null ? null : console.readPassword("Password: ");
    if (password == null) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to ask for a password: 'no terminal'",
          "Set DRILLBOOK_USER and DRILLBOOK_PASSWORD.");
    }
    return Credentials.basic(user, new String(password));
  }
}

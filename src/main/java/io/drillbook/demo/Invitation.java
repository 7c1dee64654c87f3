package io.drillbook.demo;

import java.util.ArrayList;
import java.util.List;

/** What the person in front of the demo may do now, and how. */
final class Invitation {
  private final SampleSystem system;
  private final DemoServer server;

  Invitation(SampleSystem system, DemoServer server) {
    this.system = system;
    this.server = server;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("NOW IT IS YOUR TURN. The clock runs.");
    lines.add("");
    lines.add("  Tasklist  " + server.address() + "/camunda/app/tasklist/");
    lines.add("  Shop      " + system.door().address() + "  (down until you recover it)");
    lines.add("  Mails     " + system.mail().folder());
    lines.add("");
    lines.add("  user        one-time password");
    server
        .logins()
        .forEach(
            (group, login) ->
                lines.add("  %-10s  %s".formatted(login.user(), login.password()).stripTrailing()));
    lines.add("");
    lines.add("  1. Log in as '" + user("oncall") + "' and complete 'Assess scope'.");
    lines.add(
        "  2. Log in as '" + user("approvers") + "' and complete 'Approve cutover to standby';");
    lines.add("     '" + user("oncall") + "' is refused there: nobody approves their own work.");
    lines.add("  3. Watch the shop come back.");
    lines.add("  4. Complete 'Close incident' as '" + user("oncall") + "'.");
    lines.add("");
    lines.add("Then the timeline and the proof are printed here. Ctrl-C ends everything.");
    lines.add("");
    return lines;
  }

  private String user(String group) {
    return server.login(group).user();
  }
}

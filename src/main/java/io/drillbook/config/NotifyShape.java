package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.SecondChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code notify} of a plan: shape, rule and reading. */
final class NotifyShape {
  private static final String NOTIFY = "notify";
  private static final String FALLBACK = "fallback";
  private static final Pattern CHANNEL = Pattern.compile("channel:[a-z0-9][a-z0-9-]*");

  private static final Leaf RECIPIENT =
      new Leaf(
          "a mail address, or 'channel:NAME' with a channel of drillbook.yaml",
          text ->
              CHANNEL.matcher(text).matches() ? Optional.of(text) : Leaves.MAIL.parse().apply(text),
          Map.of("type", "string", "pattern", "^[^@\\s]+@[^@\\s]+$|^" + CHANNEL + "$"),
          false);

  private static final Sequence RECIPIENTS = new Sequence(RECIPIENT, 0);

  private NotifyShape() {}

  static Block shape() {
    Block fallback =
        Block.of(
            optional("after", Leaves.DURATION, "How long the first ones have; 5m if left out."),
            optional("oncall", RECIPIENTS, "Told where 'oncall' was not reached."),
            optional("managers", RECIPIENTS, "Told where 'managers' were not reached."),
            optional("owner", RECIPIENTS, "Told where the owner was not reached."));
    return Block.of(
        optional("oncall", RECIPIENTS, "Failures, warnings and results; the owner if left out."),
        optional("managers", RECIPIENTS, "Approvals that wait, missed objectives."),
        optional(FALLBACK, fallback, "The second channel, for when the first is silent."));
  }

  static void check(Located plan, Surroundings around, Findings findings) {
    for (String group : List.of("oncall", "managers")) {
      plan.items(NOTIFY, group).forEach(it -> known(it, around.channels(), findings));
    }
    for (String group : List.of("oncall", "managers", "owner")) {
      plan.items(NOTIFY, FALLBACK, group).forEach(it -> known(it, around.channels(), findings));
    }
    plan.leaf(Duration.class, NOTIFY, FALLBACK, "after")
        .filter(after -> after.compareTo(SecondChannel.LONGEST) > 0)
        .ifPresent(
            after ->
                findings.add(
                    plan.at(NOTIFY, FALLBACK, "after").orElseThrow().place(),
                    "unable to wait that long before the second channel: '"
                        + DurationText.show(after)
                        + "'",
                    "Expected "
                        + DurationText.show(SecondChannel.LONGEST)
                        + " at most: an alarm that comes later is none."));
  }

  private static void known(Located recipient, Set<String> channels, Findings findings) {
    String name = Delivery.channelOf(recipient.text());
    if (!name.equals(Delivery.MAIL) && !channels.contains(name)) {
      findings.add(
          recipient.place(),
          "unable to find the channel: '" + name + "'",
          channels.isEmpty()
              ? "Expected one of 'channels' in drillbook.yaml; none is declared."
              : "Expected one of " + new TreeSet<>(channels) + "." + Nearest.hint(name, channels));
    }
  }

  /**
   * What was read.
   *
   * @param owner who is told where {@code oncall} is left out, if the owner has a mail address
   */
  static NotifyPlan read(Located plan, String owner) {
    boolean ownerHasMail = Leaves.MAIL.parse().apply(owner).isPresent();
    boolean left = plan.at(NOTIFY, "oncall").isEmpty() && ownerHasMail;
    return new NotifyPlan(
        left ? List.of(owner) : plan.texts(NOTIFY, "oncall"),
        plan.texts(NOTIFY, "managers"),
        new SecondChannel(
            plan.leaf(Duration.class, NOTIFY, FALLBACK, "after").orElse(SecondChannel.USUAL),
            plan.texts(NOTIFY, FALLBACK, "oncall"),
            plan.texts(NOTIFY, FALLBACK, "managers"),
            plan.texts(NOTIFY, FALLBACK, "owner")));
  }
}

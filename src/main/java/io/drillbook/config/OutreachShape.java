package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.ByKind;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.Outreach;
import io.drillbook.domain.system.Outreach.Channel;
import io.drillbook.domain.system.Outreach.DeadMan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code channels}, {@code dead-man} and {@code notices} of {@code drillbook.yaml}: shape, rule and
 * reading.
 */
final class OutreachShape {
  static final String CHANNELS = "channels";
  static final String DEAD_MAN = "dead-man";
  static final String NOTICES = "notices";
  private static final String KEEP = "keep";
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration LEAST_KEPT = Duration.ofDays(7);

  private OutreachShape() {}

  static Named channels(Path folder) {
    Leaf file = Leaves.path(folder);
    Shape.Field kind = required("kind", Leaves.NAME, "slack or json.");
    Shape.Field url =
        required("url", Leaves.SECRET, "the whole address, a secret: who has it can write there.");
    Shape.Field ca =
        optional("ca-file", file, "PEM file of the only certificates that are believed.");
    Map<String, Block> kinds = new LinkedHashMap<>();
    kinds.put("slack", Block.of(kind, url, ca));
    kinds.put(
        "json",
        Block.of(
            kind,
            url,
            ca,
            optional("secret", Leaves.SECRET, "Signs each message by HMAC-SHA256."),
            optional(
                "confirms",
                Leaves.FLAG,
                "The other end says when somebody has it; silent until then.")));
    return new Named(Leaves.NAME, new ByKind(kinds), 0);
  }

  static Block deadMan(Path folder) {
    return Block.of(
        required("url", Leaves.SECRET, "what is asked by GET while schedules are alive, a secret."),
        optional("every", Leaves.DURATION, "How often; 5m if left out."),
        optional(
            "ca-file",
            Leaves.path(folder),
            "PEM file of the only certificates that are believed."));
  }

  static Block notices() {
    return Block.of(
        optional(KEEP, Leaves.DURATION, "How long, with what became of them; 400d if left out."));
  }

  static void check(Located tree, Findings findings) {
    tree.entries(CHANNELS)
        .forEach(
            (name, channel) -> {
              if (name.equals(Delivery.MAIL)) {
                findings.add(
                    channel.key(),
                    "unable to call a channel like this: '" + name + "'",
                    "Expected another name: mail addresses already go there.");
              }
            });
    tree.leaf(Duration.class, DEAD_MAN, "every")
        .filter(every -> every.compareTo(Duration.ofSeconds(1)) < 0)
        .ifPresent(
            every ->
                findings.add(
                    tree.at(DEAD_MAN, "every").orElseThrow().place(),
                    "unable to send a signal that often: '" + DurationText.show(every) + "'",
                    "Expected a second or more; 5m is usual."));
    checkKeep(tree, findings);
  }

  private static void checkKeep(Located tree, Findings findings) {
    tree.leaf(Duration.class, NOTICES, KEEP)
        .filter(keep -> keep.compareTo(LEAST_KEPT) < 0)
        .ifPresent(
            keep ->
                findings.add(
                    tree.at(NOTICES, KEEP).orElseThrow().place(),
                    "unable to keep messages that short: '" + DurationText.show(keep) + "'",
                    "Expected 7d or more; 400d is usual."));
  }

  static Outreach read(Located tree) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    tree.entries(CHANNELS)
        .forEach(
            (name, it) ->
                channels.put(
                    name,
                    new Channel(
                        name,
                        it.leaf(String.class, "kind").orElseThrow(),
                        it.leaf(SecretReference.class, "url").orElseThrow(),
                        it.leaf(SecretReference.class, "secret"),
                        it.leaf(String.class, "ca-file").map(Path::of),
                        it.leaf(Boolean.class, "confirms").orElse(false))));
    return new Outreach(
        channels,
        tree.at(DEAD_MAN)
            .map(
                it ->
                    new DeadMan(
                        it.leaf(SecretReference.class, "url").orElseThrow(),
                        it.leaf(Duration.class, "every").orElse(EVERY),
                        it.leaf(String.class, "ca-file").map(Path::of))),
        tree.leaf(Duration.class, NOTICES, KEEP).orElse(Outreach.KEEP_NOTICES));
  }
}

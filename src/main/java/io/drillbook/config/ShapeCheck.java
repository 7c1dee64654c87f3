package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.ByKind;
import io.drillbook.config.Shape.Deferred;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.config.Shape.Tagged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Compares a YAML tree with a shape, notes every difference with its place, and gives the values
 * that are right.
 */
final class ShapeCheck {
  private final Findings findings;

  /**
   * Blocks already walked: an alias could otherwise unfold a small file into billions of values.
   */
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  ShapeCheck(Findings findings) {
    this.findings = findings;
  }

  /** The value under a shape; empty where it is wrong, which then was noted. */
  Optional<Located> check(Node node, Shape shape, String subject) {
    if (!(node instanceof ScalarNode) && !seen.add(node)) {
      findings.add(
          place(node),
          "unable to use an alias: '" + subject + "'",
          "Expected the block itself, written out.");
      return Optional.empty();
    }
    if (shape instanceof Leaf leaf) {
      return leaf(node, leaf, subject);
    } else if (shape instanceof Block block) {
      return tuples(node, subject).map(tuples -> block(node, tuples, block, subject));
    } else if (shape instanceof Named named) {
      return tuples(node, subject).map(tuples -> named(node, tuples, named, subject));
    } else if (shape instanceof Sequence sequence) {
      return sequence(node, sequence, subject);
    } else if (shape instanceof ByKind byKind) {
      return tuples(node, subject).flatMap(tuples -> byKind(node, tuples, byKind, subject));
    } else if (shape instanceof Tagged tagged) {
      return tuples(node, subject).flatMap(tuples -> tagged(node, tuples, tagged, subject));
    } else if (shape instanceof Deferred) {
      seen.remove(node);
      return Optional.of(new Located(node, place(node), place(node)));
    }
    throw new IllegalStateException("no check for " + shape);
  }

  private Optional<Located> leaf(Node node, Leaf leaf, String subject) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      Optional<?> value = leaf.parse().apply(scalar.getValue());
      if (value.isPresent()) {
        return Optional.of(new Located(value.get(), place(node), place(node)));
      }
      // What stands there may be a password on its way into a log: only what cannot be is repeated.
      boolean showable = !leaf.secret();
      String what = showable ? subject + ": " + scalar.getValue() : subject;
      wrong(node, what, leaf.expected());
    } else {
      wrong(node, subject, leaf.expected());
    }
    return Optional.empty();
  }

  private void wrong(Node node, String what, String expected) {
    findings.add(
        place(node), "unable to use the value of: '" + what + "'", "Expected " + expected + ".");
  }

  private Optional<List<NodeTuple>> tuples(Node node, String subject) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(mapping.getValue());
    }
    wrong(node, subject, "a block of keys and values");
    return Optional.empty();
  }

  private Located block(Node node, List<NodeTuple> tuples, Block block, String subject) {
    Map<String, Located> values = new LinkedHashMap<>();
    List<NodeTuple> written = unique(tuples);
    for (NodeTuple tuple : written) {
      String key = key(tuple);
      Field field = block.fields().get(key);
      if (field == null) {
        unknownKey(tuple.getKeyNode(), key, block.fields().keySet());
      } else {
        put(values, tuple, field.shape(), key);
      }
    }
    for (Field field : block.fields().values()) {
      if (field.required() && written.stream().noneMatch(it -> key(it).equals(field.key()))) {
        findings.add(
            place(node),
            "unable to find the key of '" + subject + "': '" + field.key() + "'",
            "Expected: " + field.meaning());
      }
    }
    return new Located(values, place(node), place(node));
  }

  private Located named(Node node, List<NodeTuple> tuples, Named named, String subject) {
    Map<String, Located> values = new LinkedHashMap<>();
    for (NodeTuple tuple : unique(tuples)) {
      String name = key(tuple);
      if (named.name().parse().apply(name).isEmpty()) {
        findings.add(
            place(tuple.getKeyNode()),
            "unable to use the name in '" + subject + "': '" + name + "'",
            "Expected " + named.name().expected() + ".");
      } else {
        Place at = place(tuple.getValueNode());
        // The name stays known even where its block is wrong: one mistake is one finding.
        values.put(name, new Located(Map.of(), at, place(tuple.getKeyNode())));
        put(values, tuple, named.value(), name);
      }
    }
    if (tuples.size() < named.least()) {
      wrong(node, subject, "at least " + named.least() + " entry");
    }
    return new Located(values, place(node), place(node));
  }

  private Optional<Located> sequence(Node node, Sequence sequence, String subject) {
    if (!(node instanceof SequenceNode list)) {
      wrong(node, subject, "a list, such as [a, b]");
      return Optional.empty();
    }
    if (list.getValue().size() < sequence.least()) {
      wrong(node, subject, "a list of at least " + sequence.least());
    }
    List<Located> items = new ArrayList<>();
    list.getValue().forEach(item -> check(item, sequence.item(), subject).ifPresent(items::add));
    return Optional.of(new Located(List.copyOf(items), place(node), place(node)));
  }

  private Optional<Located> byKind(
      Node node, List<NodeTuple> tuples, ByKind shape, String subject) {
    Optional<NodeTuple> kind = tuples.stream().filter(it -> key(it).equals("kind")).findFirst();
    if (kind.isEmpty()) {
      findings.add(
          place(node),
          "unable to find the key of '" + subject + "': 'kind'",
          "Expected one of " + shape.kinds().keySet() + ".");
      return Optional.empty();
    }
    return kind(kind.get().getValueNode(), shape.kinds())
        .map(block -> block(node, tuples, block, subject));
  }

  private Optional<Block> kind(Node node, Map<String, Block> kinds) {
    String kind = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!kinds.containsKey(kind)) {
      findings.add(
          place(node),
          "unable to use the kind: '" + kind + "'",
          "Expected one of " + kinds.keySet() + "." + Nearest.hint(kind, kinds.keySet()));
    }
    return Optional.ofNullable(kinds.get(kind));
  }

  private Optional<Located> tagged(
      Node node, List<NodeTuple> tuples, Tagged shape, String subject) {
    if (tuples.size() != 1) {
      wrong(node, subject, "one kind with its settings, as in '- http: { url: … }'");
      return Optional.empty();
    }
    NodeTuple only = tuples.get(0);
    Optional<Block> block = kind(only.getKeyNode(), shape.kinds());
    if (block.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Located> values = new LinkedHashMap<>();
    Field own = block.get().fields().get(key(only));
    if (only.getValueNode() instanceof SequenceNode && own != null) {
      check(only.getValueNode(), own.shape(), own.key())
          .map(list -> new Located(Map.of(own.key(), list), list.place(), list.key()))
          .ifPresent(settings -> values.put(key(only), settings));
    } else {
      put(values, only, block.get(), key(only));
    }
    return Optional.of(new Located(values, place(node), place(only.getKeyNode())));
  }

  private void put(Map<String, Located> values, NodeTuple tuple, Shape shape, String key) {
    check(tuple.getValueNode(), shape, key)
        .ifPresent(
            it -> values.put(key, new Located(it.value(), it.place(), place(tuple.getKeyNode()))));
  }

  private void unknownKey(Node node, String key, Set<String> known) {
    findings.add(
        place(node),
        "unable to use the key: '" + key + "'",
        "Expected one of " + known + "." + Nearest.hint(key, known));
  }

  private List<NodeTuple> unique(List<NodeTuple> tuples) {
    Map<String, NodeTuple> first = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples) {
      if (first.putIfAbsent(key(tuple), tuple) != null) {
        findings.add(
            place(tuple.getKeyNode()),
            "unable to take the key a second time: '" + key(tuple) + "'",
            "Expected each key once in a block; one of the two would be lost.");
      }
    }
    return List.copyOf(first.values());
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Place place(Node node) {
    return Place.of(node.getStartMark());
  }
}

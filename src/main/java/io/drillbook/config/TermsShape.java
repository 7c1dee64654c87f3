package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.EvidenceTerms;
import io.drillbook.domain.plan.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan says for evidence: of the system, of a scenario, of a drill. */
final class TermsShape {
  static final String EVIDENCE = "evidence";
  private static final String ANNOUNCED = "announced";
  private static final Sequence SENTENCES = new Sequence(Leaves.TEXT, 1);

  private TermsShape() {}

  static Block shape() {
    List<Field> fields = new ArrayList<>(terms());
    fields.add(
        optional(
            "scenarios",
            new Named(Leaves.SCENARIO, Block.of(terms()), 0),
            "What is otherwise for a scenario."));
    return Block.of(fields);
  }

  /** The keys of a drill that are for evidence only. */
  static List<Field> ofDrill() {
    List<Field> fields = new ArrayList<>(terms());
    fields.add(optional(ANNOUNCED, Leaves.FLAG, "Whether it is announced to those who take part."));
    return fields;
  }

  private static List<Field> terms() {
    return List.of(
        optional(
            "risk-reference",
            Leaves.TEXT,
            "The entry of the risk register or business impact analysis."),
        optional("assumptions", SENTENCES, "Under which a rehearsal is held."),
        optional("success-criteria", SENTENCES, "By which it is passed, beside the objectives."),
        optional("third-parties", SENTENCES, "Providers that are concerned."));
  }

  static EvidencePlan read(Located plan) {
    Map<Scenario, EvidenceTerms> scenarios = new EnumMap<>(Scenario.class);
    plan.entries(EVIDENCE, "scenarios")
        .forEach((id, own) -> scenarios.put(Scenario.of(id).orElseThrow(), terms(own)));
    Map<String, EvidenceTerms> drills = new LinkedHashMap<>();
    plan.entries("drills").forEach((name, own) -> drills.put(name, terms(own)));
    return new EvidencePlan(
        plan.at(EVIDENCE).map(TermsShape::terms).orElse(EvidenceTerms.NONE), scenarios, drills);
  }

  private static EvidenceTerms terms(Located block) {
    Optional<Boolean> announced = block.leaf(Boolean.class, ANNOUNCED);
    return new EvidenceTerms(
        block.leaf(String.class, "risk-reference"),
        announced,
        block.texts("assumptions"),
        block.texts("success-criteria"),
        block.texts("third-parties"));
  }
}

package io.drillbook.web;

import io.drillbook.domain.point.KeyFacts;
import io.drillbook.usecase.readiness.KeyStatus;
import io.drillbook.usecase.readiness.ListKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the keys; what is secret of them is not even read. */
@RestController
@RequestMapping("/api/v1/keys")
class KeysController {
  private final ListKeys keys;

  KeysController(ListKeys keys) {
    this.keys = keys;
  }

  @GetMapping
  Keys keys() {
    return new Keys(keys.list().stream().map(KeyView::of).toList());
  }

  /** Every key of drillbook.yaml. */
  record Keys(List<KeyView> keys) {}

  /** A key and what it is for. */
  record KeyView(
      String name,
      Optional<String> fingerprint,
      Optional<String> userId,
      Optional<String> algorithm,
      Optional<Instant> created,
      Optional<Instant> expires,
      List<String> encryptsFor,
      List<String> signsFor,
      List<String> signedBeforeFor,
      boolean privateHere,
      Optional<String> warning,
      boolean failsReadiness) {
    static KeyView of(KeyStatus key) {
      Optional<KeyFacts> facts = key.facts();
      return new KeyView(
          key.name(),
          facts.map(KeyFacts::fingerprint),
          facts.map(KeyFacts::userId),
          facts.map(KeyFacts::algorithm),
          facts.map(KeyFacts::created),
          facts.flatMap(KeyFacts::expires),
          key.encryptsFor(),
          key.signsFor(),
          key.signedBeforeFor(),
          key.privateHere(),
          key.warning(),
          key.failsReadiness());
    }
  }
}

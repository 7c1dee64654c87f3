package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The runbooks' models, for the page that draws them. */
@RestController
class ModelController {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Models models;

  ModelController(Models models) {
    this.models = models;
  }

  @GetMapping(path = "/models/{name}", produces = MediaType.APPLICATION_XML_VALUE)
  ResponseEntity<String> model(@PathVariable String name) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(FRESH).cachePrivate())
        .contentType(MediaType.APPLICATION_XML)
        .body(models.find(name).orElseThrow(() -> unknown(name)).xml());
  }

  private static Fault unknown(String name) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the runbook: '" + name + "'",
        "Open it from the page of a run.");
  }
}

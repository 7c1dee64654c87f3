package io.drillbook.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells pages that what they show has changed; they fetch it themselves, with their own rights. */
@Controller
class LiveController {
  private static final String LATER = "30";

  private final LiveStreams streams;

  LiveController(LiveStreams streams) {
    this.streams = streams;
  }

  /** A stream for one run, for one system, or for everything. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String run,
      HttpServletRequest request) {
    if (!"GET".equals(request.getMethod())) {
      // HEAD would hold a stream of which it reads nothing.
      return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
    }
    return streams
        .open(system, run)
        .map(
            stream ->
                ResponseEntity.ok()
                    .header("Cache-Control", "no-store")
                    // A proxy that collects before it sends would hold every event back.
                    .header("X-Accel-Buffering", "no")
                    .body(stream))
        .orElseGet(
            () ->
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", LATER)
                    .build());
  }
}

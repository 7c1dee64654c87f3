package io.drillbook.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.usecase.evidence.ReadRecord;
import io.drillbook.usecase.incident.ShowRun;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The record line by line: of one run in parts, and of all runs as a stream for other programs. */
@RestController
@RequestMapping("/api/v1")
class RecordController {
  private final ReadRecord read;
  private final ShowRun runs;
  private final ObjectMapper json;

  RecordController(ReadRecord read, ShowRun runs, ObjectMapper json) {
    this.read = read;
    this.runs = runs;
    this.json = json.copy().disable(SerializationFeature.INDENT_OUTPUT);
  }

  @GetMapping("/runs/{id}/record")
  Lines ofRun(
      @PathVariable String id,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam(defaultValue = "0") long after,
      HttpServletRequest request) {
    Slice.Asked asked = new Slice.Asked(limit, Optional.empty(), request);
    runs.find(id);
    List<RecordEntry> found = read.ofRun(id, notBelowZero(after), asked.oneMore());
    boolean more = found.size() > limit;
    List<RecordEntry> lines = more ? found.subList(0, limit) : found;
    return new Lines(
        lines,
        more
            ? Optional.of(
                "%s?limit=%d&after=%d"
                    .formatted(request.getRequestURI(), limit, lines.get(limit - 1).number()))
            : Optional.empty());
  }

  /** One line at a time is made and sent, however many there are. */
  @GetMapping("/record.ndjson")
  void all(@RequestParam(defaultValue = "0") long after, HttpServletResponse response)
      throws IOException {
    long position = notBelowZero(after);
    response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
    try (SequenceWriter writer =
        json.writer().withRootValueSeparator("\n").writeValues(response.getOutputStream())) {
      boolean[] any = {false};
      read.all(
          position,
          line -> {
            any[0] = true;
            write(writer, line);
          });
      writer.flush();
      if (any[0]) {
        response.getOutputStream().write('\n');
      }
    }
  }

  private static void write(SequenceWriter writer, PlacedEntry line) {
    try {
      writer.write(LineView.of(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long notBelowZero(long after) {
    if (after < 0) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to understand the parameter after: '" + after + "'",
          "Give the number of the last line that was read; 0 for the beginning.");
    }
    return after;
  }

  /** Lines of a run's record, in order. */
  record Lines(List<RecordEntry> lines, Optional<String> next) {}

  /** A line of any run's record; {@code number} is where to read on. */
  record LineView(
      long number,
      String run,
      String runKind,
      String system,
      long line,
      Instant at,
      Optional<Instant> writtenAt,
      String kind,
      String step,
      String name,
      String actor,
      int attempt,
      String outcome,
      Map<String, String> details,
      String previousHash,
      String hash) {
    static LineView of(PlacedEntry placed) {
      EntryDraft entry = placed.line().entry();
      return new LineView(
          placed.position(),
          placed.line().runId(),
          placed.kind(),
          placed.system(),
          placed.line().number(),
          entry.at(),
          placed.writtenAt(),
          entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          entry.step(),
          entry.name(),
          entry.actor(),
          entry.attempt(),
          entry.outcome(),
          entry.details(),
          placed.line().previousHash(),
          placed.line().hash());
    }
  }
}

package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a staging database from the archives of a capture. Event triggers come last of all: one
 * that forbids changes would forbid the rest of the restore, which pg_restore by itself does not
 * heed for materialized views.
 */
final class Filling {
  private static final int MOST_JOBS = 8;

  private final Parts parts;
  private final MemberReader reader;
  private final Server target;
  private final RestoreProcess process;
  private final Selection selection;
  private final StepContext context;

  Filling(
      Parts parts,
      MemberReader reader,
      Server target,
      RestoreProcess process,
      Selection selection,
      StepContext context) {
    this.parts = parts;
    this.reader = reader;
    this.target = target;
    this.process = process;
    this.selection = selection;
    this.context = context;
  }

  /**
   * Brings everything that is selected.
   *
   * @param refresh fills materialized views; called where definitions and data came apart
   */
  void run(Runnable refresh) {
    if (!parts.whole()) {
      sections(refresh);
      return;
    }
    Member member = parts.get(Parts.WHOLE);
    if (!selection.needsList()) {
      process.stream(member, reader, List.of(), context);
      return;
    }
    try (UseList list = UseList.of(selection.everything())) {
      process.stream(member, reader, list.argument(), context);
    }
  }

  /** The schema's archive holds definitions only, so its private file gives no row away. */
  private void sections(Runnable refresh) {
    try {
      Path schema = Files.createTempFile("drillbook-schema", ".pgdump");
      try {
        try (InputStream content = reader.open(parts.get(Parts.SCHEMA))) {
          Files.copy(content, schema, StandardCopyOption.REPLACE_EXISTING);
        }
        sections(schema, refresh);
      } finally {
        Files.deleteIfExists(schema);
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to keep the definitions in a temporary file: '" + e.getMessage() + "'",
          "Check the room in the folder for temporary files.",
          e);
    }
  }

  private void sections(Path schema, Runnable refresh) {
    section(schema, "pre-data", 1, selection.main());
    List<SideBySide.Part> streams = new ArrayList<>();
    for (Member member : parts.data()) {
      streams.add(inner -> data(member, inner));
    }
    SideBySide.run(context, streams);
    section(schema, "post-data", jobs(), selection.main());
    refresh.run();
    if (!selection.last().isEmpty()) {
      section(schema, "post-data", 1, selection.last());
    }
  }

  private void data(Member member, StepContext inner) {
    if (selection.part().isEmpty()) {
      process.stream(member, reader, List.of(), inner);
      return;
    }
    Selection.Part part = selection.part().get();
    List<TocEntry> entries =
        Toc.of(member, reader).orElseThrow().decoded().entries().stream()
            .filter(part::hasData)
            .toList();
    try (UseList list = UseList.of(entries)) {
      process.stream(member, reader, list.argument(), inner);
    }
  }

  private void section(Path schema, String section, int jobs, List<TocEntry> entries) {
    if (!selection.needsList()) {
      process.section(schema, section, jobs, List.of(), context);
      return;
    }
    try (UseList list = UseList.of(entries)) {
      process.section(schema, section, jobs, list.argument(), context);
    }
  }

  private int jobs() {
    int processors = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());
    return (int) target.settings().number(PostgresqlSettings.JOBS, processors);
  }
}

package io.drillbook.cli;

import io.drillbook.assembly.Rescue;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Model.CommandSpec;

/** Shows how a restore gets on: first the reading back, then each source. */
final class RescueWatch implements Rescue.Watcher, AutoCloseable {
  private final Manifest manifest;
  private final Set<String> sources;
  private final CommandSpec spec;
  private RescueBar bar;

  RescueWatch(Manifest manifest, Set<String> sources, CommandSpec spec) {
    this.manifest = manifest;
    this.sources = Set.copyOf(sources);
    this.spec = spec;
    this.bar = RescueBar.of("Checking", sum(Member::storedBytes));
  }

  @Override
  public void at(String subject, long done, long total) {
    current().at(subject, done, total);
  }

  private synchronized RescueBar current() {
    return bar;
  }

  @Override
  public synchronized void verified(List<String> findings) {
    bar.close();
    findings.forEach(finding -> spec.commandLine().getErr().println("PASSED OVER: " + finding));
    spec.commandLine().getErr().flush();
    say("  signature and checksums hold");
    bar = RescueBar.of("Restoring", sum(Member::contentBytes));
  }

  @Override
  public void restored(Rescue.Restored source) {
    long counted =
        source.contents().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(SourceCapture.CHECKSUM))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (source.alreadyDone()) {
      say(
          "  %s: was already restored by an earlier rescue; nothing was written now"
              .formatted(source.source()));
    } else {
      say(
          "  %s: back, %d counts as in the manifest (%d in all)"
              .formatted(source.source(), source.contents().size(), counted));
    }
    source.reached().ifPresent(at -> say("    log replayed, everything until " + at + " is there"));
    source.notes().forEach(note -> say("    note: " + note));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private long sum(ToLongFunction<Member> bytes) {
    return manifest.members().stream()
        .filter(member -> sources.contains(member.source()))
        .mapToLong(bytes)
        .sum();
  }

  @Override
  public synchronized void close() {
    bar.close();
  }
}

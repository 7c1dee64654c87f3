package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes one capture: the history first, then the files, then what is known of them. */
final class Capture {
  private static final long LARGEST = 64L * 1024 * 1024;

  private final String source;
  private final PassSettings settings;
  private final MemberSink sink;
  private final StepContext context;
  private final Store store;
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, Inventory.Secret> secrets = new TreeMap<>();
  private final List<Inventory.Recipients> recipients = new ArrayList<>();
  private final Sums sums = new Sums();
  private long commits;

  Capture(String source, PassSettings settings, MemberSink sink, StepContext context) {
    this.source = source;
    this.settings = settings;
    this.sink = sink;
    this.context = context;
    this.store = Store.at(settings.path());
  }

  SourceCapture take(Instant dataTime) {
    try {
      facts.put(Members.PATH, store.path().toString());
      facts.put("values", settings.valuesTo().isEmpty() ? "none" : "sealed");
      Map<String, List<History.Version>> versions = history();
      Store.Content content = store.content();
      requireStore(content);
      files(content, versions);
      removed(versions);
      inventory();
      return new SourceCapture(
          source,
          PassSourceDriver.KIND,
          dataTime,
          facts,
          settings.valuesTo().isEmpty()
              ? Map.of(Sums.NAMED, (long) content.secrets().size())
              : sums.contents(content.secrets().size(), commits));
    } catch (IOException e) {
      context.cancellation().check();
      throw PassFaults.reading(store.path(), e);
    }
  }

  private Map<String, List<History.Version>> history() throws IOException {
    if (!store.hasHistory()) {
      facts.put("history", "none");
      return Map.of();
    }
    History history = new History(store.path(), context.cancellation());
    commits = history.commits();
    facts.put("history", commits + " commits");
    if (commits == 0) {
      return Map.of();
    }
    facts.put(Members.HEAD, history.head());
    if (!settings.valuesTo().isEmpty()) {
      // It holds every value that ever was there.
      try (DigestOutputStream out = open(Members.HISTORY, Members.BUNDLE)) {
        history.bundle(out);
        out.flush();
        facts.put(Members.sum(Members.HISTORY), hex(out));
      }
      if (history.commits() != commits) {
        String what = "unable to capture a history that was written to meanwhile: '";
        throw PassFaults.failed(what + store.path() + "'", null);
      }
    }
    return history.versions();
  }

  private void requireStore(Store.Content content) {
    if (content.recipientFiles().isEmpty() || content.secrets().isEmpty()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to find a secret and a .gpg-id in the store: '" + store.path() + "'",
          "Check that the path names the right folder; an empty backup is nearly always the wrong"
              + " place.");
    }
    if (!content.leftOut().isEmpty()) {
      facts.put("left out, no file or a history below", String.join(", ", content.leftOut()));
    }
  }

  private void files(Store.Content content, Map<String, List<History.Version>> versions)
      throws IOException {
    if (settings.valuesTo().isEmpty()) {
      each(content, versions, null);
      return;
    }
    try (DigestOutputStream out = open(Members.STORE, Members.TAR)) {
      Archive archive = new Archive(out);
      each(content, versions, archive);
      archive.finish();
      facts.put(Members.sum(Members.STORE), hex(out));
    }
  }

  private void each(
      Store.Content content, Map<String, List<History.Version>> versions, Archive archive)
      throws IOException {
    long done = 0;
    for (Map.Entry<String, Stat> item : content.items().entrySet()) {
      context.cancellation().check();
      String name = item.getKey();
      Stat stat = item.getValue();
      if (stat.isRegular()) {
        byte[] bytes = read(name, stat);
        note(name, stat, bytes, versions.getOrDefault(name, List.of()));
        sums.file(name, bytes);
        if (archive != null) {
          archive.file(name, stat, bytes);
        }
      } else {
        other(name, stat, versions.getOrDefault(name, List.of()), archive);
      }
      context.progress(source, ++done, content.items().size());
    }
    context.cancellation().check();
  }

  private void other(String name, Stat stat, List<History.Version> versions, Archive archive)
      throws IOException {
    if (stat.isLink() && name.endsWith(Store.SECRET)) {
      // Another name of a secret: its own bytes and keys are told there.
      secret(name, stat, new byte[0], "", versions);
    }
    if (archive != null) {
      archive.other(name, stat, store.file(name));
    }
  }

  private void note(String name, Stat stat, byte[] bytes, List<History.Version> versions) {
    if (name.equals(Store.RECIPIENTS) || name.endsWith("/" + Store.RECIPIENTS)) {
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      recipients.add(new Inventory.Recipients(name, lines));
    } else if (name.endsWith(Store.SECRET)) {
      if (!Envelope.isMessage(bytes)) {
        throw PassFaults.failed(
            "unable to capture a secret that is not encrypted: '" + name + "'", null);
      }
      secret(name, stat, bytes, Sums.hex(bytes), versions);
    }
  }

  private void secret(
      String name, Stat stat, byte[] bytes, String sum, List<History.Version> versions) {
    String shown = shown(name);
    secrets.put(
        shown,
        new Inventory.Secret(
            shown,
            false,
            bytes.length,
            sum,
            stat.modified().toString(),
            Envelope.recipients(bytes),
            versions));
  }

  private void removed(Map<String, List<History.Version>> versions) {
    versions.forEach(
        (name, list) -> {
          if (name.endsWith(Store.SECRET)) {
            String shown = shown(name);
            secrets.putIfAbsent(
                shown, new Inventory.Secret(shown, true, 0, "", "", List.of(), list));
          }
        });
  }

  private void inventory() throws IOException {
    byte[] json = new Inventory(List.copyOf(secrets.values()), recipients).write();
    try (OutputStream out = sink.open(Members.INVENTORY, Members.JSON)) {
      out.write(json);
    }
    context.progress(source, secrets.size(), secrets.size());
    context.cancellation().check();
  }

  private byte[] read(String name, Stat stat) throws IOException {
    if (stat.size() > LARGEST) {
      throw PassFaults.failed("unable to keep a file of more than 64 MiB: '" + name + "'", null);
    }
    byte[] bytes;
    try (var in = Files.newInputStream(store.file(name), LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readAllBytes();
    }
    if (bytes.length != stat.size() || !Stat.of(store.file(name)).isUntouched(stat)) {
      throw PassFaults.failed(
          "unable to capture a file that changed while it was read: '" + name + "'", null);
    }
    return bytes;
  }

  private DigestOutputStream open(String part, String format) {
    return new DigestOutputStream(sink.openFor(settings.valuesTo(), part, format), Sums.digest());
  }

  private static String hex(DigestOutputStream out) {
    return java.util.HexFormat.of().formatHex(out.getMessageDigest().digest());
  }

  private static String shown(String name) {
    return name.substring(0, name.length() - Store.SECRET.length());
  }
}

package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.files.Walk.Item;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes one capture. */
final class Capture {
  private static final String FORMAT = "tar";

  private final String source;
  private final FilesSettings settings;
  private final Outputs outputs;
  private final MemberSink sink;
  private final StepContext context;
  private final Census census = new Census();
  private final List<String> missing = new ArrayList<>();
  private long bytes;

  Capture(
      String source,
      FilesSettings settings,
      Outputs outputs,
      MemberSink sink,
      StepContext context) {
    this.source = source;
    this.settings = settings;
    this.outputs = outputs;
    this.sink = sink;
    this.context = context;
  }

  /** What is there; {@code dataTime} is the moment before the first file was read. */
  SourceCapture take(Instant dataTime) {
    Walk walk = settings.isHome() ? home() : restored();
    Map<String, byte[]> written = outputs.run(settings, context.cancellation());
    try {
      Archive archive =
          new Archive(new BufferedOutputStream(sink.open("", FORMAT)), this::progress);
      for (Map.Entry<String, Item> one : walk.items().entrySet()) {
        context.cancellation().check();
        write(archive, one.getKey(), one.getValue());
      }
      FileTime time = FileTime.from(dataTime);
      for (Map.Entry<String, byte[]> output : written.entrySet()) {
        archive.text(Layout.OUTPUTS + "/" + output.getKey(), output.getValue(), time);
        census.file(output.getValue().length);
      }
      context.cancellation().check();
      archive.close(time);
    } catch (IOException e) {
      context.cancellation().check();
      throw FilesFaults.failed(
          "unable to write the member of: '" + source + "': " + e.getMessage(), e);
    }
    return new SourceCapture(
        source, FilesSourceDriver.KIND, dataTime, facts(walk), census.contents());
  }

  private Walk home() {
    Walk walk = new Walk(context.cancellation());
    settings.paths().forEach(path -> add(walk, path));
    for (Path path : settings.optional()) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        add(walk, path);
      } else {
        missing.add(path.toString());
      }
    }
    if (!settings.outputs().isEmpty()) {
      anchor(walk, Layout.OUTPUTS);
    }
    if (!settings.paths().isEmpty() || !walk.items().isEmpty()) {
      anchor(walk, Layout.FILES);
    }
    return walk;
  }

  /** The folder that holds all the others, with the looks of the machine's root. */
  private static void anchor(Walk walk, String name) {
    try {
      Path root = Path.of("/");
      walk.items().put(name, new Item(root, Stat.of(root)));
    } catch (IOException e) {
      throw FilesFaults.reading("/", e);
    }
  }

  private static void add(Walk walk, Path path) {
    try {
      walk.add(path);
    } catch (NoSuchFileException e) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to find what the plan names: '" + e.getFile() + "'",
          "Correct 'paths', or name it under 'optional-paths' if it may be missing.",
          e);
    } catch (IOException e) {
      throw FilesFaults.reading(path, e);
    }
  }

  /** What was restored into a folder and lives there now. */
  private Walk restored() {
    Walk walk = new Walk(context.cancellation());
    Path folder = settings.folder().orElseThrow(FilesSourceDriver::nothing);
    try {
      for (String part : List.of(Layout.FILES, Layout.OUTPUTS)) {
        if (Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
          walk.add(folder.resolve(part), part);
        }
      }
    } catch (IOException e) {
      throw FilesFaults.reading(folder, e);
    }
    if (walk.items().isEmpty()) {
      throw FilesFaults.failed("unable to find restored files: '" + folder + "'", null);
    }
    return walk;
  }

  private void write(Archive archive, String name, Item item) throws IOException {
    if (item.stat().isFolder()) {
      archive.folder(name, item.stat());
      census.folder();
      return;
    }
    try {
      if (item.stat().isLink()) {
        archive.link(name, item.path(), item.stat());
        census.link();
      } else {
        archive.file(name, item.path(), item.stat());
        census.file(item.stat().size());
      }
    } catch (java.nio.file.FileSystemException e) {
      throw e instanceof NoSuchFileException
          ? FilesFaults.failed(
              "unable to capture a file that vanished meanwhile: '" + item.path() + "'", e)
          : FilesFaults.reading(item.path(), e);
    }
  }

  private void progress(long more) {
    bytes += more;
    context.progress(source, bytes, -1);
  }

  private Map<String, String> facts(Walk walk) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("format", "tar, PAX");
    facts.put(
        FilesSourceDriver.PATHS,
        String.join(
            "\n",
            walk.items().keySet().stream()
                .filter(Layout::isFile)
                .filter(name -> !walk.items().get(name).stat().isFolder())
                .map(name -> Layout.original(name).toString())
                .toList()));
    settings
        .outputs()
        .forEach((name, words) -> facts.put("output " + name, String.join(" ", words)));
    if (!missing.isEmpty()) {
      facts.put("missing, which the plan allows", String.join(", ", missing));
    }
    if (!walk.leftOut().isEmpty()) {
      facts.put("left out, a socket, pipe or device", String.join(", ", walk.leftOut()));
    }
    return facts;
  }
}

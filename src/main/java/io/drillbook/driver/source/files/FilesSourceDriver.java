package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Kind {@code files}: the configuration of a system, file by file, with owners, rights and links,
 * and the output of commands such as {@code dpkg -l}.
 *
 * <p>Restored into a folder, never straight to where the files belong; what differs from what is
 * there now is told without secrets. A target with {@code place: true} puts them there too.
 */
public final class FilesSourceDriver implements SourceDriver {
  static final String KIND = "files";
  static final String PATHS = "paths";

  private final Path directory;
  private final Clock clock;

  /**
   * A driver.
   *
   * @param directory where programs of 'outputs' run: the configuration's folder
   */
  public FilesSourceDriver(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return FilesSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    FilesSettings read = FilesSettings.of(settings);
    if (!read.isHome()) {
      return look(Target.of(read));
    }
    for (Path path : read.paths()) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new Fault(
            FaultCode.SOURCE_UNREACHABLE,
            "unable to find what the plan names: '" + path + "'",
            "Is its file system mounted, may Drillbook's user enter the folders above it, and is"
                + " the path right?");
      }
      if (!Files.isSymbolicLink(path) && !Files.isReadable(path)) {
        throw new Fault(
            FaultCode.PERMISSION_DENIED,
            "unable to read: '" + path + "'",
            "Let Drillbook's user read it, and enter the folders above it.");
      }
    }
    return new SourceProbe("files " + read.paths(), System.getProperty("os.name"), -1, false);
  }

  @Override
  public Room room(Settings target) {
    try {
      FileStore store = Files.getFileStore(Target.of(FilesSettings.of(target)).path().getParent());
      return Room.of(store.getUsableSpace(), store.toString());
    } catch (IOException e) {
      return Room.unknown(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    context.cancellation().check();
    return new Capture(source, FilesSettings.of(settings), new Outputs(directory), sink, context)
        .take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    context.cancellation().check();
    FilesSettings there = FilesSettings.of(target);
    Target folder = Target.of(there);
    Optional<String> captured = Optional.ofNullable(capture.facts().get(PATHS));
    ProductionGuard.of(FilesSettings.of(production), captured).check(folder);
    return new Restore(capture, members, reader, folder, there.place(), context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Target folder = Target.of(FilesSettings.of(target));
    ProductionGuard.of(FilesSettings.of(production), Optional.empty()).check(folder);
    folder.requireFree(runId);
    return look(folder);
  }

  @Override
  public void discard(Settings target, String runId) {
    Target folder = Target.of(FilesSettings.of(target));
    if (folder.isFree()) {
      return;
    }
    if (!folder.isOurs(runId)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard what this run did not restore: '" + folder.path() + "'",
          "Remove it by hand if nobody needs it.");
    }
    try {
      folder.remove();
      Disk.sync(folder.path().getParent());
    } catch (IOException e) {
      throw FilesFaults.restoring(folder.path(), e);
    }
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Target folder = Target.of(FilesSettings.of(target));
    ProductionGuard.of(FilesSettings.of(production), Optional.empty()).check(folder);
    try {
      return folder.setAside(runId);
    } catch (IOException e) {
      throw FilesFaults.restoring(folder.path(), e);
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new Unpack(only(members), reader, context).run(new Nowhere());
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return ManualRestore.markdown(capture, only(members));
  }

  private static SourceProbe look(Target target) {
    return new SourceProbe(target.identity(), System.getProperty("os.name"), -1, target.isFree());
  }

  static Member only(List<Member> members) {
    if (members.size() != 1) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to find the one member of the source: '" + members.size() + " members'",
          "Was the recovery point written by another version?");
    }
    return members.get(0);
  }

  static Fault nothing() {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the setting: 'path'",
        "A target names the folder to restore into; a source names its files under 'paths'.");
  }

  /** Reads all and keeps nothing. */
  private static final class Nowhere implements Unpack.Receiver {
    @Override
    public void folder(String name, TarArchiveEntry entry) {
      // Only what is in files is compared.
    }

    @Override
    public void link(String name, TarArchiveEntry entry) {
      // Only what is in files is compared.
    }

    @Override
    public OutputStream file(String name) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void fileDone(String name, TarArchiveEntry entry) {
      // Its content was compared.
    }
  }
}

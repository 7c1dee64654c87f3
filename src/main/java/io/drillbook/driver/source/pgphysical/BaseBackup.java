package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs pg_basebackup and streams what it writes into members, checked on the way against the
 * server's own list. With tablespaces there are several archives, which the program writes into
 * files only: named pipes take their places, so that nothing lies on a disk.
 */
final class BaseBackup {
  static final String PROGRAM = "pg_basebackup";
  private static final Duration FOLDER_LIMIT = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(1);

  private final Server server;
  private final ClientTools tools;
  private final MemberSink sink;
  private final ClusterLook look;

  BaseBackup(Server server, ClientTools tools, MemberSink sink, ClusterLook look) {
    this.server = server;
    this.tools = tools;
    this.sink = sink;
    this.look = look;
  }

  /** Returns the server's list when every program ended well and all that it names was read. */
  Manifest run(StepContext context) {
    Archive archive = new Archive(look.segmentBytes());
    try {
      if (look.tablespaces().isEmpty()) {
        toStandardOutput(archive, context);
      } else {
        throughPipes(archive, context);
      }
      return archive.check();
    } catch (NotWhole e) {
      context.cancellation().check();
      throw BackupFaults.notWhole(e);
    }
  }

  private void toStandardOutput(Archive archive, StepContext context) {
    try (ChildProcess child = start("-", context)) {
      RuntimeException trouble = null;
      try (InputStream output = child.output()) {
        take(output, Parts.BASE, "", archive, look.bytes(), context);
      } catch (IOException e) {
        trouble = BackupFaults.stopped(Parts.BASE, e);
      } catch (NotWhole e) {
        // The exit code says more, if it is bad.
        trouble = e;
      }
      end(child, trouble, context);
    }
  }

  private void throughPipes(Archive archive, StepContext context) {
    try (PrivateFolder folder = PrivateFolder.make("pgphysical");
        ChildProcess child = start(folder.path().resolve("out").toString(), context)) {
      Path out = folder.path().resolve("out");
      Path base = out.resolve("base.tar");
      awaitFolder(out, child, context);
      List<SideBySide.Part> parts = new ArrayList<>();
      List<Path> pipes = new ArrayList<>(List.of(base));
      look.tablespaces().keySet().forEach(oid -> pipes.add(out.resolve(oid + ".tar")));
      makePipes(pipes, context);
      List<RandomAccessFile> held = hold(pipes);
      parts.add(inner -> drain(base, Parts.BASE, "", archive, inner));
      for (long oid : look.tablespaces().keySet()) {
        Path pipe = out.resolve(oid + ".tar");
        String below = "pg_tblspc/" + oid + "/";
        parts.add(inner -> drain(pipe, Parts.tablespace(oid), below, archive, inner));
      }
      parts.add(inner -> follow(child, held, inner));
      SideBySide.run(context, parts);
      list(out.resolve(Manifest.FILE), archive);
    }
  }

  private static void follow(ChildProcess child, List<RandomAccessFile> held, StepContext inner) {
    inner.cancellation().onCancel(child::kill);
    try (InputStream output = child.output()) {
      output.transferTo(OutputStream.nullOutputStream());
      end(child, null, inner);
    } catch (IOException e) {
      throw BackupFaults.stopped(PROGRAM, e);
    } finally {
      held.forEach(BaseBackup::release);
    }
  }

  /**
   * Holds a writing end of each pipe, so that nobody waits for a program that is gone: a pipe is at
   * its end when the program ended and this was let go.
   */
  private static List<RandomAccessFile> hold(List<Path> pipes) {
    List<RandomAccessFile> held = new ArrayList<>();
    for (Path pipe : pipes) {
      try {
        held.add(new RandomAccessFile(pipe.toFile(), "rw"));
      } catch (IOException e) {
        throw BackupFaults.stopped(pipe.toString(), e);
      }
    }
    return held;
  }

  private void drain(Path pipe, String part, String below, Archive archive, StepContext inner) {
    try (InputStream content = Files.newInputStream(pipe)) {
      take(content, part, below, archive, -1, inner);
    } catch (IOException e) {
      throw BackupFaults.stopped(part, e);
    }
  }

  private void take(
      InputStream content, String part, String below, Archive archive, long total, StepContext to)
      throws IOException {
    try (OutputStream member = sink.open(part, Parts.TAR)) {
      Passage passage = new Passage(content, member, part, total, to);
      try {
        archive.read(passage, below, Archive.Taker.nothing());
      } catch (NotWhole e) {
        if (passage.refused().isPresent()) {
          throw passage.refused().get();
        }
        // Whoever writes would wait for a reader that is gone; its own words are wanted.
        content.transferTo(OutputStream.nullOutputStream());
        throw e;
      }
    }
  }

  private void list(Path file, Archive archive) {
    try (OutputStream member = sink.open(Parts.LIST, Parts.JSON)) {
      byte[] bytes = Files.readAllBytes(file);
      archive.list(bytes);
      member.write(bytes);
    } catch (IOException e) {
      throw BackupFaults.stopped(Parts.LIST, e);
    }
  }

  private static void end(ChildProcess child, RuntimeException trouble, StepContext context) {
    int exitCode = child.await();
    context.cancellation().check();
    if (exitCode != 0) {
      throw BackupFaults.of(PROGRAM, exitCode, child.errors());
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  private ChildProcess start(String where, StepContext context) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.program(PROGRAM),
                "--pgdata=" + where,
                "--format=tar",
                "--wal-method=fetch",
                "--checkpoint=fast",
                "--label=drillbook " + context.runId(),
                "--manifest-checksums=CRC32C",
                "--no-sync",
                "--no-password"));
    long rate = server.settings().number(PhysicalSettings.RATE, 0);
    if (rate > 0) {
      command.add("--max-rate=" + rate + "M");
    }
    return ChildProcess.start(command, server.environment(), null, context.cancellation());
  }

  /** The program looks first whether its folder is empty, and asks the server then. */
  private static void awaitFolder(Path out, ChildProcess child, StepContext context) {
    boolean there =
        Patience.until(
            FOLDER_LIMIT,
            POLL,
            context.cancellation(),
            () -> Files.isDirectory(out) || !child.handle().isAlive());
    if (!there || !Files.isDirectory(out)) {
      throw BackupFaults.of(PROGRAM, child.await(), child.errors());
    }
  }

  private static void makePipes(List<Path> pipes, StepContext context) {
    List<String> words = new ArrayList<>(List.of("mkfifo", "--mode=0600"));
    pipes.forEach(pipe -> words.add(pipe.toString()));
    Command.Outcome outcome =
        new Command(words, Map.of(), null, Duration.ofSeconds(30)).run(context.cancellation());
    if (!outcome.isGood()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to make the pipes for a base backup in time: '" + outcome.output() + "'",
          "Try again; pipes need a file system for temporary files that has them.");
    }
  }

  private static void release(RandomAccessFile pipe) {
    try {
      pipe.close();
    } catch (IOException e) {
      // Nothing was written through it that could be lost.
      return;
    }
  }
}

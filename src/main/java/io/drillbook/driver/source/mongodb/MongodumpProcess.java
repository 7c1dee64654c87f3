package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.secret.Mask;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs mongodump, reads its archive along on the way into a member, and counts what is in it. */
final class MongodumpProcess {
  private static final int BUFFER = 256 * 1024;

  private final Server server;
  private final MongodumpFinder finder;
  private final StepContext context;

  MongodumpProcess(Server server, MongodumpFinder finder, StepContext context) {
    this.server = server;
    this.finder = finder;
    this.context = context;
  }

  /** Writes the member; returns only when the program ended well and its archive was whole. */
  void run(String source, long total, MemberSink sink, Census census) {
    try (LoginFile login = LoginFile.of(server.password());
        ChildProcess child =
            ChildProcess.start(arguments(login), Map.of(), null, context.cancellation());
        OutputStream member = sink.open("", Capture.FORMAT)) {
      Optional<BrokenArchive> broken =
          follow(child, new Tee(child.output(), member, source, total, context), census);
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ended(exitCode, child.errors());
      }
      broken.ifPresent(
          cause -> {
            throw notWhole(source, cause);
          });
    } catch (IOException e) {
      context.cancellation().check();
      throw Capture.stopped(source, e);
    }
  }

  /** Reads to the end; a cut archive is told only after the exit code, which says more. */
  private static Optional<BrokenArchive> follow(ChildProcess child, Tee tee, Census census)
      throws IOException {
    child.input().close();
    try (InputStream in = new BufferedInputStream(tee, BUFFER)) {
      try {
        new ArchiveReader(in, new CensusTaker(census)).read();
        return Optional.empty();
      } catch (BrokenArchive e) {
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.of(e);
      }
    }
  }

  /** What {@code ps} shows to everybody; the password stands in the file. */
  private List<String> arguments(LoginFile login) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                finder.program(),
                "--host=" + server.address().hostList(),
                "--db=" + server.database(),
                "--archive"));
    server
        .username()
        .ifPresent(
            name -> {
              arguments.add("--username=" + name);
              arguments.add("--authenticationDatabase=" + server.authDatabase());
            });
    login.path().map(Path::toString).ifPresent(file -> arguments.add("--config=" + file));
    if (server.tls()) {
      arguments.add("--ssl");
    }
    return arguments;
  }

  private Fault ended(int exitCode, String errors) {
    Mask mask = Mask.over(server.password().stream().toList());
    String last =
        mask.apply(errors).lines().reduce((before, line) -> line).orElse("it said nothing");
    boolean login = errors.contains("AuthenticationFailed") || errors.contains("auth error");
    return new Fault(
        login ? FaultCode.CREDENTIALS_REFUSED : FaultCode.CAPTURE_FAILED,
        "unable to dump the database: '%s' (exit code %d): %s"
            .formatted(server.address(), exitCode, last),
        login
            ? "Check user name, password and 'auth-database'."
            : "mongodump's last line says why; nothing of it was kept.");
  }

  private static Fault notWhole(String source, BrokenArchive cause) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use a dump that is not whole: '" + source + "': " + cause.getMessage(),
        "mongodump ended well and wrote it so; look at what stands between, and take it again.",
        cause);
  }

  /** A file that only we may read and that is gone when the program has ended. */
  private record LoginFile(Optional<PrivateFolder> folder) implements AutoCloseable {
    private static final Set<PosixFilePermission> PRIVATE =
        PosixFilePermissions.fromString("rw-------");

    static LoginFile of(Optional<Secret> password) throws IOException {
      LoginFile login = new LoginFile(password.map(it -> made()));
      try {
        if (password.isPresent()) {
          login.write(password.get());
        }
        return login;
      } catch (IOException e) {
        // Half a password is one already.
        login.close();
        throw e;
      }
    }

    private static PrivateFolder made() {
      return PrivateFolder.make(MongodbSourceDriver.KIND);
    }

    private void write(Secret password) throws IOException {
      Path file = path().orElseThrow();
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
      String quoted = password.reveal().replace("'", "''");
      Files.writeString(file, "password: '" + quoted + "'\n");
    }

    Optional<Path> path() {
      return folder.map(PrivateFolder::file);
    }

    @Override
    public void close() {
      folder.ifPresent(PrivateFolder::close);
    }
  }
}

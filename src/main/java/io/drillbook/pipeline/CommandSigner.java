package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.SignCommand;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;

/**
 * Signs by a program, for keys whose private half never comes here: a smart card, an agent, a
 * signing service. Neither its exit code nor what it wrote is believed alone: the signature is
 * checked against the public key at once.
 */
final class CommandSigner implements SigningKey.Signing {
  /** A signature is a few hundred bytes; more is something else. */
  private static final int MOST_BYTES = 64 * 1024;

  private final String name;
  private final SignCommand command;
  private final Duration limit;
  private final OpenPGPCertificate certificate;

  CommandSigner(String name, SignCommand command, Duration limit, OpenPGPCertificate certificate) {
    this.name = name;
    this.command = command;
    this.limit = limit;
    this.certificate = certificate;
  }

  @Override
  public byte[] sign(byte[] content) {
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    try (ChildProcess child =
        ChildProcess.start(command.words(), Map.of(), command.folder(), new Cancellation())) {
      Thread writer = thread("stdin", () -> write(child.input(), content));
      Thread reader = thread("stdout", () -> read(child.output(), signature));
      boolean ended = child.await(Math.max(1, limit.toSeconds()));
      if (!ended) {
        child.kill();
      }
      int code = child.await();
      join(writer);
      join(reader);
      if (!ended || code != 0) {
        throw failed(
            ended ? "It ended with exit code " + code : "It still ran after " + limit, child);
      }
    }
    byte[] made = bytes(signature);
    new DetachedSignature(made)
        .verify(content, certificate, KeyDescription.hex(certificate.getFingerprint()));
    return made;
  }

  private Thread thread(String what, Runnable work) {
    Thread thread = new Thread(work, what + " of sign-command " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void write(OutputStream input, byte[] content) {
    try (input) {
      input.write(content);
    } catch (IOException e) {
      // It ended before it read everything: its exit code or its signature tells.
      return;
    }
  }

  private static void read(InputStream output, ByteArrayOutputStream signature) {
    try (output) {
      byte[] read = output.readNBytes(MOST_BYTES);
      synchronized (signature) {
        signature.writeBytes(read);
      }
    } catch (IOException e) {
      // The program was killed: what it wrote until then counts for nothing.
      return;
    }
  }

  private static byte[] bytes(ByteArrayOutputStream signature) {
    synchronized (signature) {
      return signature.toByteArray();
    }
  }

  private static void join(Thread thread) {
    try {
      // Something it left running may hold the pipe open for ever.
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fault failed(String end, ChildProcess child) {
    String errors = child.errors();
    return new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to sign with the key by its 'sign-command': '" + name + "'",
        end + "; it wrote: " + (errors.isEmpty() ? "nothing" : errors));
  }
}

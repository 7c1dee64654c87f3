package io.drillbook.driver.secret.file;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Secrets from files, {@code ${file:/path}}; one line break at the end does not belong to the
 * secret.
 */
public final class FileSecrets implements Secrets {
  private static final Set<PosixFilePermission> TOO_OPEN =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  @Override
  public Secret resolve(SecretReference reference) {
    Path file = Path.of(reference.name());
    try {
      refuseOpen(reference, file);
      String text = Files.readString(file);
      if (text.isBlank()) {
        throw fault(reference, "The file is empty.", null);
      }
      return Secret.of(text.replaceFirst("\r?\n$", ""));
    } catch (IOException e) {
      throw fault(
          reference, "The file must be there and readable by Drillbook's user, mode 0600.", e);
    }
  }

  private static void refuseOpen(SecretReference reference, Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
      throw fault(
          reference,
          "Everybody on this machine may read or change the file: run chmod 0600 "
              + file
              + " and change the secret.",
          null);
    }
  }

  private static Fault fault(SecretReference reference, String hint, IOException cause) {
    return new Fault(
        FaultCode.INPUT_INVALID, "unable to read the secret: '" + reference + "'", hint, cause);
  }
}

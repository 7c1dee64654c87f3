package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Follows an archive of pg_dump's custom format while it streams by and says whether it is whole: a
 * program, a wrapper or a full pipe can cut a dump short and still end with exit code 0, and {@code
 * pg_restore --list} answers 0 on a cut dump too.
 *
 * <p>An archive of a version newer than {@link ArchiveInput} knows is let through unchecked.
 */
final class ArchiveCheck {
  private static final int ROWS = 1;
  private static final int LARGE_OBJECTS = 3;

  private final ArchiveInput in;
  private final Set<Integer> expected = new HashSet<>();

  private ArchiveCheck(ArchiveInput in) {
    this.in = in;
  }

  /**
   * Reads the archive to its end.
   *
   * @param in buffered: it is read byte by byte
   * @throws Fault CAPTURE_FAILED where the archive ends before its end
   * @throws IOException where the stream itself fails
   */
  static void follow(InputStream in, String subject) throws IOException {
    try {
      ArchiveInput archive = new ArchiveInput(in);
      if (archive.head()) {
        ArchiveCheck check = new ArchiveCheck(archive);
        check.contents();
        check.blocks();
      }
    } catch (EOFException e) {
      throw cut(subject, e);
    }
  }

  private void contents() throws IOException {
    int entries = in.number();
    for (int i = 0; i < entries; i++) {
      int id = in.number();
      if (in.number() != 0) {
        expected.add(id);
      }
      skipTexts(4);
      in.number();
      skipTexts(in.hasTableMethod() ? 6 : 5);
      if (in.hasRelationKind()) {
        in.number();
      }
      skipTexts(2);
      boolean dependency = true;
      while (dependency) {
        dependency = in.skipText();
      }
      in.skip(in.placeBytes());
    }
  }

  private void blocks() throws IOException {
    for (int type = in.next(); type >= 0; type = in.next()) {
      expected.remove(in.number());
      if (type == ROWS) {
        chunks();
      } else if (type == LARGE_OBJECTS) {
        while (in.number() != 0) {
          chunks();
        }
      } else {
        throw new EOFException("a block of unknown type " + type);
      }
    }
    if (!expected.isEmpty()) {
      throw new EOFException(expected.size() + " tables are missing");
    }
  }

  private void chunks() throws IOException {
    for (int length = in.number(); length != 0; length = in.number()) {
      in.skip(length);
    }
  }

  private void skipTexts(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      in.skipText();
    }
  }

  static Fault cut(String subject, EOFException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use a dump that is not whole: '" + subject + "': " + e.getMessage(),
        "pg_dump said that it ended well, but its output was cut; look at what stands between.",
        e);
  }
}

package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.SourceProbe;
import java.nio.file.Path;
import java.time.Duration;

/** What can be told of a repository without a copy of it. */
final class Look {
  private final Git git;
  private final Duration limit;

  Look(Git git, Duration limit) {
    this.git = git;
    this.limit = limit;
  }

  /**
   * A source.
   *
   * @throws io.drillbook.domain.fault.Fault SOURCE_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED, TOOL_MISSING
   */
  SourceProbe at(Address address) {
    String version = version(address.shown());
    String refs =
        git.ask(
            new GitFaults("read the repository", address.shown(), FaultCode.CAPTURE_FAILED),
            limit,
            "ls-remote",
            "--quiet",
            "--",
            address.url());
    String identity =
        address
            .folder()
            .map(Look::identity)
            .orElseGet(() -> "repository " + address.path() + " on " + address.host());
    return new SourceProbe(identity, version, -1, refs.isBlank());
  }

  /** A target, there or not. */
  SourceProbe at(Place place) {
    return new SourceProbe(
        identity(place.path()), version(place.path().toString()), -1, place.isFree());
  }

  private String version(String subject) {
    return git.ask(
        new GitFaults("ask git for its version", subject, FaultCode.TOOL_MISSING),
        limit,
        "version");
  }

  private static String identity(Path folder) {
    return "repository "
        + Place.keyOf(folder).map(Object::toString).orElse("missing")
        + " at "
        + folder;
  }
}

package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of a backup into two vaults share. */
abstract class TwoVaultsTest {
  @TempDir Path folder;
  Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(folder);
  }

  CaptureOutcome captureDb() {
    return bench.capture().capture(bench.plan(), "db", Bench.POINT, bench.step);
  }

  List<String> names(String vault) throws IOException {
    return filesOf(vault).stream().map(file -> file.getFileName().toString()).sorted().toList();
  }

  List<Path> files() throws IOException {
    return Stream.concat(filesOf("primary").stream(), filesOf("offsite").stream())
        .sorted()
        .toList();
  }

  List<Path> filesOf(String vault) throws IOException {
    if (!Files.exists(folder.resolve(vault))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder.resolve(vault))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  static void assertFault(FaultCode code, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageContaining(text)
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}

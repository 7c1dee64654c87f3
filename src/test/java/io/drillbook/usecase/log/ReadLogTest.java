package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.spi.log.LogReader;
import io.drillbook.usecase.retention.VaultAround;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore is told of the log that is kept. */
class ReadLogTest {
  @TempDir Path folder;
  private final List<String> read = new CopyOnWriteArrayList<>();
  private volatile String silent = "nothing";
  private LogDesk desk;

  @BeforeEach
  void keepThree() {
    desk = new LogDesk(folder);
    for (String name : List.of("0001", "0002", "0003")) {
      desk.put("primary", LogDesk.SERIES, name);
    }
    desk.put("primary", "6000", "0003");
    desk.bench.vaults.put(
        "primary",
        new VaultAround(desk.bench.vaults.get("primary")) {
          @Override
          public InputStream read(String key) {
            read.add(key);
            if (key.contains(silent)) {
              throw new Fault(FaultCode.VAULT_UNREACHABLE, "unable to read: '" + key + "'", "");
            }
            return super.read(key);
          }
        });
  }

  @Test
  void aPieceOfWhichAVaultDoesNotSayWhatItIsIsNotTakenForOneThatIsNotKept() {
    silent = "/0003.json";
    Fault fault = catchThrowableOfType(Fault.class, () -> reader("primary").segments());
    assertThat(fault.code()).isEqualTo(FaultCode.VAULT_UNREACHABLE);
    desk.put("offsite", LogDesk.SERIES, "0003");
    desk.put("offsite", "6000", "0003");
    assertThat(reader("primary", "offsite").segments()).hasSize(4);
  }

  @Test
  void aVaultThatDoesNotAnswerAtAllIsPassedOver() throws Exception {
    Files.delete(folder.resolve("offsite"));
    assertThat(reader("offsite", "primary").segments()).hasSize(4);
  }

  @Test
  void ofWhatIsNotWantedNothingIsRead() {
    LogReader reader = reader("primary");
    assertThat(reader.segments(LogDesk.SERIES, name -> name.compareTo("0002") >= 0))
        .extracting(LogSegment::name)
        .containsExactly("0002", "0003");
    assertThat(read).noneMatch(key -> key.contains("0001") || key.contains("6000"));
  }

  private LogReader reader(String... vaults) {
    return new LogsInVaults(desk.bench.configured(), desk.bench.keys)
        .reader("shop", "db", List.of(vaults), List.of("signer"));
  }
}

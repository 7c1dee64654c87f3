package io.drillbook.spi.log;

import java.util.List;

/** The logs of changes that lie in vaults, for whoever restores. */
public interface KeptLogs {
  /** Nothing is kept anywhere. */
  static KeptLogs none() {
    return (system, source, vaults, signers) -> LogReader.none();
  }

  /**
   * The log that was kept of one source. A vault that does not answer is passed over as long as
   * another one answers; a piece that is damaged in one is taken from the next.
   *
   * @param vaults names, in the order in which they are tried
   * @param signers names of the keys of which one must have signed each piece
   * @return with no pieces where none was ever kept
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE where no vault answers
   */
  LogReader reader(String system, String source, List<String> vaults, List<String> signers);
}

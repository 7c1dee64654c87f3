package io.drillbook.driver.vault.s3;

import io.drillbook.store.EvidenceInVault;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class RadosVaultIT extends S3VaultContract {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  @Override
  String checksums() {
    return "when-required";
  }

  @Test
  void anchorsAndPapersAreKeptAndBelieved(@TempDir Path home) throws Exception {
    EvidenceInVault evidence = new EvidenceInVault(home, vault(), file(home, Map.of()));
    evidence.anchorsAreKeptAndBelieved();
    evidence.papersAreKeptAndForgedOnesAreNot();
  }
}

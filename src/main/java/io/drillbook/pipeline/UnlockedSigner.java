package io.drillbook.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Signs with a private key that is here. */
final class UnlockedSigner implements SigningKey.Signing {
  private final PGPPublicKey publicKey;
  private final PGPPrivateKey privateKey;
  private final Clock clock;

  UnlockedSigner(PGPPublicKey publicKey, PGPPrivateKey privateKey, Clock clock) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.clock = clock;
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      PGPSignatureGenerator generator =
          new PGPSignatureGenerator(
              new BcPGPContentSignerBuilder(publicKey.getAlgorithm(), HashAlgorithmTags.SHA512),
              publicKey);
      generator.init(PGPSignature.BINARY_DOCUMENT, privateKey);
      PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
      packets.setSignatureCreationTime(false, Date.from(clock.instant()));
      packets.setIssuerFingerprint(false, publicKey);
      generator.setHashedSubpackets(packets.generate());
      generator.update(content);
      return armoured(generator.generate());
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  private static byte[] armoured(PGPSignature signature) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
      signature.encode(new BCPGOutputStream(armour));
    }
    return bytes.toByteArray();
  }
}

package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Logs in with one key to one known server: nothing from the home folder of whoever runs Drillbook,
 * no passwords, no agent.
 */
final class Login {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration AUTHENTICATE = Duration.ofSeconds(20);

  /** The longest that the server may think about one request, such as the sync of a large file. */
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private static final Duration KEEP_ALIVE_EVERY = Duration.ofSeconds(10);
  private static final int IO_THREADS = 2;
  private static final int KEEP_ALIVES_LOST_AT_MOST = 3;

  private final SftpSettings settings;
  private final Secrets secrets;

  Login(SftpSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /** A started client, for all connections of a vault. */
  SshClient client() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setCipherFactories(fastFirst(client.getCipherFactories()));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(
            RejectAllServerKeyVerifier.INSTANCE, settings.knownHosts()));
    CoreModuleProperties.NIO_WORKERS.set(client, IO_THREADS);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, ANSWER);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, AUTHENTICATE);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, KEEP_ALIVE_EVERY);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, KEEP_ALIVES_LOST_AT_MOST);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    client.start();
    return client;
  }

  /** A session that is logged in. */
  ClientSession session(SshClient client) throws IOException {
    ClientSession session =
        client
            .connect(settings.user(), settings.host(), settings.port())
            .verify(CONNECT)
            .getSession();
    try {
      keys().forEach(session::addPublicKeyIdentity);
      session.auth().verify(AUTHENTICATE);
      return session;
    } catch (IOException | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  /** The JDK does AES-GCM in hardware, some twenty times faster than the usual first choice. */
  private static List<NamedFactory<Cipher>> fastFirst(List<NamedFactory<Cipher>> ciphers) {
    return ciphers.stream()
        .sorted(Comparator.comparing(cipher -> !cipher.getName().contains("-gcm")))
        .toList();
  }

  private Iterable<KeyPair> keys() {
    FilePasswordProvider passphrase =
        settings
            .passphrase()
            .map(reference -> FilePasswordProvider.of(secrets.resolve(reference).reveal()))
            .orElse(FilePasswordProvider.EMPTY);
    try (InputStream in = Files.newInputStream(settings.identity())) {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(settings.identity().toString()), in, passphrase);
      if (keys != null) {
        return keys;
      }
      throw unusable(null);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private Fault unusable(Exception e) {
    return new Fault(
        FaultCode.KEY_MISSING,
        "unable to use the private key of a vault: '" + settings.identity() + "'",
        "Is it a key as ssh-keygen writes it, and its passphrase the right one?",
        e);
  }
}

package io.drillbook.driver.vault.sftp;

import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** A server that knows no hard links and has a trouble of its own. */
final class FaultyServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path folder;
  private final Sshd keys;

  FaultyServer(Path folder, Sshd keys, SftpFileSystemAccessor trouble) throws IOException {
    this.folder = folder;
    this.keys = keys;
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(keys.knownHosts().resolveSibling("host")));
    server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    server.setSubsystemFactories(
        List.of(new SftpSubsystemFactory.Builder().withFileSystemAccessor(trouble).build()));
    SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "fsync@openssh.com=1");
    server.start();
  }

  Vault vault() throws IOException {
    return Sftp.at(keys, folder)
        .with("port", (long) server.getPort())
        .with("known-hosts", keys.knownHosts(true, server.getPort()))
        .open();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** Its rename replaces what is there, as some do. */
  static final class Replacing implements SftpFileSystemAccessor {
    @Override
    public void renameFile(
        SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
        throws IOException {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** It loses the last byte and says that all is well. */
  static final class Losing implements SftpFileSystemAccessor {
    @Override
    public void syncFileData(
        SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Channel channel)
        throws IOException {
      FileChannel open = (FileChannel) channel;
      open.truncate(open.size() - 1);
    }
  }
}

package io.drillbook.driver.source.mysql;

import io.drillbook.spi.source.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server's disk can take, where the server runs on this very machine. */
final class Free {
  private Free() {}

  static Room of(Server server, Session session) {
    Path directory = Path.of(session.text("select @@datadir").orElse("/"));
    if (!isLocal(server.address().host()) || !Files.isDirectory(directory)) {
      return Room.unknown("SQL cannot tell, and its data directory is not on this machine");
    }
    try {
      FileStore disk = Files.getFileStore(directory);
      return Room.of(disk.getUsableSpace(), disk.toString());
    } catch (IOException e) {
      return Room.unknown("its data directory cannot be looked at: " + e.getMessage());
    }
  }

  private static boolean isLocal(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

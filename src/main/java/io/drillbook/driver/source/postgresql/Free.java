package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.source.Room;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the disk of a cluster can take. SQL cannot tell; where the server says that it runs on this
 * very machine its data directory is looked at, and anything else is unknown.
 */
final class Free {
  private static final String ASK =
      """
      select coalesce(inet_server_addr() << '127.0.0.0/8' or inet_server_addr() = '::1', true),
             case when pg_has_role('pg_read_all_settings', 'usage')
                  then current_setting('data_directory') else '' end
      """;

  private record Home(boolean local, String directory) {}

  private Free() {}

  static Room of(Session session) {
    Home home = session.row(ASK, row -> new Home(row.getBoolean(1), row.getString(2)));
    if (!home.local()) {
      return Room.unknown("SQL cannot tell, and the server runs on another machine");
    }
    if (home.directory().isEmpty()) {
      return Room.unknown("SQL cannot tell, and the login may not see the data directory");
    }
    Path directory = Path.of(home.directory());
    if (!Files.isDirectory(directory)) {
      return Room.unknown("SQL cannot tell, and its data directory is not on this machine");
    }
    try {
      FileStore disk = Files.getFileStore(directory);
      return Room.of(disk.getUsableSpace(), disk.toString());
    } catch (IOException e) {
      return Room.unknown("its data directory cannot be looked at: " + e.getMessage());
    }
  }
}

package io.drillbook.testbed;

import io.drillbook.testbed.HaproxyServer.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real nginx before two small web servers, and the scripts a team would write to move its
 * traffic: the guide of cutovers shows the same.
 */
public final class NginxServer implements AutoCloseable {
  private final Path folder;
  private final int port = Host.freePort();
  private final Site production;
  private final Site standby;
  private final ServerProcess process;

  private NginxServer(Path folder) throws IOException {
    this.folder = folder;
    production = new Site("production");
    standby = new Site("standby");
    Files.writeString(folder.resolve("nginx.conf"), configuration());
    Files.writeString(folder.resolve("traffic.conf"), upstream(production));
    script(
        "switch.sh",
        """
        #!/bin/sh
        # switch.sh PORT: nginx sends its traffic there, unless nobody is well there
        set -eu
        cd %s
        echo "${DRILLBOOK_IDEMPOTENCY_KEY:-none}" >> keys
        curl -fsS --max-time 5 "http://127.0.0.1:$1/" > /dev/null
        echo "upstream site { server 127.0.0.1:$1; }" > traffic.new
        mv traffic.new traffic.conf
        /usr/sbin/nginx -p . -c nginx.conf -e error.log -q -t
        old=$(pgrep -P "$(cat nginx.pid)")
        /usr/sbin/nginx -p . -c nginx.conf -e error.log -s reload
        # workers of before may answer for a moment more
        for each in $old; do while kill -0 "$each" 2> /dev/null; do sleep 0.05; done; done
        """);
    script(
        "inspect.sh",
        """
        #!/bin/sh
        # exit code 0: the new place answers, 1: the old one does, 2: it cannot be told
        answer=$(curl -fsS --max-time 5 http://127.0.0.1:%2$d/) || exit 2
        case "$answer" in
          standby) exit 0 ;;
          production) exit 1 ;;
          *) exit 2 ;;
        esac
        """);
    process =
        new ServerProcess(
            folder,
            "nginx",
            Map.of(),
            List.of(
                "/usr/sbin/nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log"));
  }

  /** Starts it; returns once production answers through it. */
  public static NginxServer start() throws IOException {
    NginxServer nginx = new NginxServer(Files.createTempDirectory(Path.of("/tmp"), "dbng"));
    nginx.process.awaitUp(
        Duration.ofMinutes(1), () -> "production".equals(HaproxyServer.get(nginx.address())));
    return nginx;
  }

  public String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  public Site production() {
    return production;
  }

  public Site standby() {
    return standby;
  }

  public Path folder() {
    return folder;
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text.formatted(folder, port));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String upstream(Site site) {
    return "upstream site { server 127.0.0.1:%d; }\n".formatted(site.port());
  }

  private String configuration() {
    return """
    daemon off;
    worker_processes 1;
    pid nginx.pid;
    events { worker_connections 64; }
    http {
      access_log off;
      client_body_temp_path tmp;
      proxy_temp_path tmp;
      fastcgi_temp_path tmp;
      uwsgi_temp_path tmp;
      scgi_temp_path tmp;
      include traffic.conf;
      server {
        listen 127.0.0.1:%d;
        location / { proxy_pass http://site; }
      }
    }
    """
        .formatted(port);
  }

  @Override
  public void close() {
    process.close();
    production.stop();
    standby.stop();
    Host.delete(folder);
  }
}

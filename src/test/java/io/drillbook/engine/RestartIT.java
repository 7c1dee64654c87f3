package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  @TempDir Path base;

  @Test
  void a_second_start_finds_everything_and_makes_nothing_twice() throws Exception {
    String before;
    FileTime written;
    try (TestServer server = TestServer.start(base)) {
      before = contents(server);
      written = Files.getLastModifiedTime(server.firstLoginFile());
      server.engine().getIdentityService().setUserInfo("oncall", "shift", "night");
    }
    try (TestServer server = TestServer.start(base)) {
      assertThat(contents(server)).isEqualTo(before);
      assertThat(Files.getLastModifiedTime(server.firstLoginFile())).isEqualTo(written);
      assertThat(server.as("oncall").get("/api/v1/session").statusCode()).isEqualTo(200);
      assertThat(server.engine().getIdentityService().getUserInfo("oncall", "shift"))
          .isEqualTo("night");
    }
  }

  private static String contents(TestServer server) {
    var engine = server.engine();
    return "users %d, groups %d, grants %d, lists %d, deployments %d"
        .formatted(
            engine.getIdentityService().createUserQuery().count(),
            engine.getIdentityService().createGroupQuery().count(),
            engine.getAuthorizationService().createAuthorizationQuery().count(),
            engine.getFilterService().createTaskFilterQuery().count(),
            engine.getRepositoryService().createDeploymentQuery().count());
  }
}

package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Camunda's own clean-up of its history, as an administrator would let it run. */
final class HistoryCleanUp {
  private static final List<String> TABLES =
      List.of(
          "act_hi_procinst",
          "act_hi_actinst",
          "act_hi_taskinst",
          "act_hi_varinst",
          "act_hi_detail",
          "act_hi_job_log",
          "act_hi_ext_task_log");

  private final ProcessEngine engine;
  private final JdbcClient jdbc;

  HistoryCleanUp(ApplicationContext server) {
    this.engine = server.getBean(ProcessEngine.class);
    this.jdbc = JdbcClient.create(server.getBean(DataSource.class));
  }

  void cleanEverythingThatEnded() {
    long before = rows();
    HistoryService history = engine.getHistoryService();
    var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    configuration.setHistoryCleanupEnabled(true);
    for (String table : TABLES) {
      jdbc.sql(
              "update "
                  + table
                  + " set removal_time_ = ? where root_proc_inst_id_ in (select id_ from"
                  + " act_hi_procinst where end_time_ is not null)")
          .param(java.sql.Timestamp.from(Instant.EPOCH))
          .update();
    }
    assertThat(ended()).isPositive();
    history.cleanUpHistoryAsync(true);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              history
                  .findHistoryCleanupJobs()
                  .forEach(
                      job ->
                          engine
                              .getManagementService()
                              .setJobDuedate(job.getId(), Date.from(Instant.EPOCH)));
              return ended() == 0;
            });
    configuration.setHistoryCleanupEnabled(false);
    assertThat(rows()).isLessThan(before / 2);
  }

  private long ended() {
    return count("act_hi_procinst where end_time_ is not null and removal_time_ is not null");
  }

  private long rows() {
    return TABLES.stream().mapToLong(this::count).sum();
  }

  private long count(String from) {
    return jdbc.sql("select count(*) from " + from).query(Long.class).single();
  }
}

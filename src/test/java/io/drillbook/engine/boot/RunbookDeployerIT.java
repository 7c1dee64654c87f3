package io.drillbook.engine.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookDeployerIT {
  @TempDir Path folder;
  private ProcessEngine engine;
  private RunbookDeployer deployer;

  @BeforeEach
  void buildEngine() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setJdbcUrl("jdbc:h2:mem:deployer;DB_CLOSE_DELAY=0");
    configuration.setProcessEngineName("deployer");
    configuration.setHistoryTimeToLive("P36500D");
    engine = configuration.buildProcessEngine();
    deployer = new RunbookDeployer(engine.getRepositoryService());
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void deploying_the_same_files_again_makes_no_new_version() {
    deployer.deploy(files("one"));
    deployer.deploy(files("one"));

    assertThat(versions()).containsExactlyInAnyOrder("a:1", "b:1");
  }

  @Test
  void one_changed_file_deploys_all_of_them_together() {
    deployer.deploy(files("one"));
    deployer.deploy(files("two"));

    assertThat(versions()).containsExactlyInAnyOrder("a:1", "b:1", "a:2", "b:2");
    assertThat(engine.getRepositoryService().createDeploymentQuery().count()).isEqualTo(2);
  }

  @Test
  void files_have_the_same_names_in_a_folder_and_in_a_jar() throws IOException {
    Path file = folder.resolve("exploded/processes/backup/from-test.bpmn");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "same");
    Path jar = folder.resolve("packed.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : new String[] {"processes/", "processes/backup/"}) {
        out.putNextEntry(new JarEntry(entry));
      }
      out.putNextEntry(new JarEntry("processes/backup/from-test.bpmn"));
      out.write("same".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(found(folder.resolve("exploded/").toUri().toURL()))
        .isEqualTo(found(jar.toUri().toURL()))
        .containsEntry("processes/from-test.bpmn", "same");
  }

  @Test
  void two_files_of_one_name_are_refused() {
    Map<String, byte[]> files = new HashMap<>();
    RunbookFiles.add(files, "processes/a.bpmn", new byte[0]);

    assertThatThrownBy(() -> RunbookFiles.add(files, "processes/a.bpmn", new byte[1]))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("'processes/a.bpmn'");
  }

  private static Map<String, String> found(URL root) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root}, before)) {
      thread.setContextClassLoader(loader);
      Map<String, String> texts = new TreeMap<>();
      RunbookFiles.find()
          .forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
      return texts;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Map<String, byte[]> files(String taskName) {
    return Map.of("processes/a.bpmn", model("a", taskName), "processes/b.bpmn", model("b", "same"));
  }

  private static byte[] model(String id, String taskName) {
    String text =
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
          <process id="%s" isExecutable="true">
            <startEvent id="start"/>
            <sequenceFlow id="flow_in" sourceRef="start" targetRef="task"/>
            <userTask id="task" name="%s"/>
            <sequenceFlow id="flow_out" sourceRef="task" targetRef="end"/>
            <endEvent id="end"/>
          </process>
        </definitions>
        """;
    return text.formatted(id, taskName).getBytes(StandardCharsets.UTF_8);
  }

  private List<String> versions() {
    return engine.getRepositoryService().createProcessDefinitionQuery().list().stream()
        .map(definition -> definition.getKey() + ":" + definition.getVersion())
        .toList();
  }
}

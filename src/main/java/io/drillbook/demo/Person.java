package io.drillbook.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Somebody who uses the server by HTTP as anybody else would: with a login. */
final class Person {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String server;
  private final DemoServer.Login login;

  Person(String server, DemoServer.Login login) {
    this.server = server;
    this.login = login;
  }

  String user() {
    return login.user();
  }

  JsonNode get(String path) {
    return ask("GET", path, Map.of());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return ask("POST", path, body);
  }

  private JsonNode ask(String method, String path, Map<String, ?> body) {
    String credentials = login.user() + ":" + login.password();
    Map<String, String> headers = new HashMap<>();
    headers.put(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/json");
    try {
      String text = "GET".equals(method) ? "" : JSON.writeValueAsString(body);
      Web.Answer answer = Web.call(method, server + path, headers, text);
      if (!answer.isGood()) {
        throw new Fault(
            FaultCode.INTERNAL,
            "unable to go on with the demo as '" + user() + "': '" + method + " " + path + "'",
            "The server answered " + answer.status() + ": " + answer.body());
      }
      return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the server answered no JSON to " + path, e);
    }
  }
}

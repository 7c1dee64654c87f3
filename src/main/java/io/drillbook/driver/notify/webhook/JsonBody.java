package io.drillbook.driver.notify.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.Message;
import java.net.URI;
import java.util.Optional;

/** Our own document, described in docs/guide/notifications.md; keys are added, never renamed. */
final class JsonBody implements WebhookNotifier.Body {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<URI> confirmAt;

  JsonBody(Optional<URI> confirmAt) {
    this.confirmAt = confirmAt;
  }

  @Override
  public byte[] of(Delivery delivery) {
    Message message = delivery.message();
    ObjectNode node = JSON.createObjectNode();
    node.put("id", delivery.id());
    node.put("system", message.system());
    node.put("run", message.runId().orElse(null));
    node.put("event", message.event());
    node.put("subject", message.subject());
    node.put("text", message.text());
    node.put("link", message.link().orElse(null));
    node.put("time", message.writtenAt().toString());
    confirmAt.ifPresent(
        server ->
            node.put(
                "confirm",
                server.resolve("/api/v1/notices/" + delivery.id() + "/confirmation").toString()));
    return WebhookNotifier.bytes(node.toString());
  }
}

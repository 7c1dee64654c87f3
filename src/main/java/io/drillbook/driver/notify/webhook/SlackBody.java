package io.drillbook.driver.notify.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.Message;

/**
 * A message as Slack's incoming webhooks take it: {@code text} for whoever shows no blocks, then
 * blocks. Everything is sent as plain text: in Slack's markup a system's name could call everybody.
 */
final class SlackBody implements WebhookNotifier.Body {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Slack refuses a whole message with a longer header or text. */
  private static final int LONGEST_HEADER = 150;

  private static final int LONGEST_TEXT = 2_900;

  @Override
  public byte[] of(Delivery delivery) {
    Message message = delivery.message();
    ObjectNode node = JSON.createObjectNode();
    node.put("text", escaped(message.subject()));
    ArrayNode blocks = node.putArray("blocks");
    text(blocks.addObject().put("type", "header"), cut(message.subject(), LONGEST_HEADER));
    text(blocks.addObject().put("type", "section"), cut(message.text(), LONGEST_TEXT));
    ObjectNode context = blocks.addObject().put("type", "context");
    ArrayNode elements = context.putArray("elements");
    message
        .link()
        .ifPresent(
            link ->
                elements
                    .addObject()
                    .put("type", "mrkdwn")
                    .put("text", "<" + escaped(link) + "|Look>"));
    elements.addObject().put("type", "plain_text").put("text", "Message " + delivery.id());
    return WebhookNotifier.bytes(node.toString());
  }

  private static void text(ObjectNode block, String text) {
    block.putObject("text").put("type", "plain_text").put("text", text).put("emoji", false);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

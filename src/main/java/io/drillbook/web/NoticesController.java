package io.drillbook.web;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.usecase.notice.ConfirmNotice;
import io.drillbook.usecase.notice.ListNotices;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what people were told and what came of it, and takes confirmations. */
@RestController
@RequestMapping("/api/v1/notices")
class NoticesController {
  private final ListNotices list;
  private final ConfirmNotice confirm;

  NoticesController(ListNotices list, ConfirmNotice confirm) {
    this.list = list;
    this.confirm = confirm;
  }

  @GetMapping
  NoticeList list(
      @RequestParam Optional<String> system,
      @RequestParam Optional<String> run,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice.Asked asked = new Slice.Asked(limit, after, request);
    Slice<Delivery> slice =
        Slice.of(
            list.list(asked.place(), system, run, asked.oneMore()),
            asked,
            it -> Slice.words(it.message().writtenAt(), it.id()));
    return new NoticeList(slice.map(DeliveryView::of), slice.next());
  }

  @PostMapping("/{id}/confirmation")
  DeliveryView confirm(@PathVariable String id, HttpServletRequest request) {
    return DeliveryView.of(confirm.confirm(id, request.getUserPrincipal().getName()));
  }

  /** Deliveries, newest message first. */
  record NoticeList(List<DeliveryView> notices, Optional<String> next) {}

  /** One message to one recipient. */
  record DeliveryView(
      String id,
      String system,
      Optional<String> run,
      String event,
      String subject,
      String recipient,
      boolean secondChannel,
      String state,
      int tries,
      Instant written,
      Optional<Instant> ended,
      Optional<String> trouble) {
    static DeliveryView of(Delivery delivery) {
      return new DeliveryView(
          delivery.id(),
          delivery.message().system(),
          delivery.message().runId(),
          delivery.message().event(),
          delivery.message().subject(),
          delivery.recipient(),
          delivery.second(),
          delivery.state().word(),
          delivery.attempts(),
          delivery.message().writtenAt(),
          delivery.endedAt(),
          Optional.of(delivery.trouble()).filter(it -> !it.isEmpty()));
    }
  }
}

package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.usecase.board.ShowSystem;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of one system. */
@Controller
class SystemController {
  private final ShowSystem systems;

  SystemController(ShowSystem systems) {
    this.systems = systems;
  }

  @GetMapping(path = "/systems/{system}", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView show(@PathVariable String system, @RequestParam(defaultValue = "1") String page) {
    return new ModelAndView(
        "pages/system", Map.of("page", SystemPage.of(systems.show(system), page)));
  }

  // People get a page; the problem documents of the API would be a riddle to them.
  @ExceptionHandler
  ModelAndView fault(Fault fault) {
    return new ModelAndView(
        "pages/fault",
        Map.of("message", fault.getMessage(), "hint", fault.hint()),
        FaultAdvice.status(fault));
  }
}

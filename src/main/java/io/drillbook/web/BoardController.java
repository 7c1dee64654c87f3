package io.drillbook.web;

import io.drillbook.usecase.board.ShowBoard;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The situation board. */
@Controller
class BoardController {
  private final ShowBoard board;

  BoardController(ShowBoard board) {
    this.board = board;
  }

  /** All systems at a glance; who has not logged in is led to the login. */
  @GetMapping("/")
  ModelAndView show(@RequestParam(defaultValue = "1") String page, HttpServletRequest request) {
    if (request.getUserPrincipal() == null) {
      return new ModelAndView("redirect:/camunda/app/tasklist/default/");
    }
    return new ModelAndView("pages/board", Map.of("board", BoardPage.of(board.show(), page)));
  }
}

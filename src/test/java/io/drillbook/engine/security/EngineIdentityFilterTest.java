package io.drillbook.engine.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import jakarta.servlet.FilterChain;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

class EngineIdentityFilterTest {
  @AfterEach
  void forget() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void the_engine_forgets_who_asked_even_where_the_request_failed() {
    IdentityService identity = mock(IdentityService.class);
    SecurityContextHolder.getContext().setAuthentication(new Account("oncall", List.of("oncall")));
    FilterChain failing =
        (request, response) -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(
            () ->
                new EngineIdentityFilter(identity)
                    .doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), failing))
        .hasMessage("broken");

    var order = inOrder(identity);
    order.verify(identity).setAuthentication("oncall", List.of("oncall"));
    order.verify(identity).clearAuthentication();
  }
}

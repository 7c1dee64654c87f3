package io.drillbook.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.audit.NoteRefusedAccess;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

class CredentialsFilterTest {
  private final Stores stores = new Stores();

  @AfterEach
  void close() {
    SecurityContextHolder.clearContext();
    stores.close();
  }

  @Test
  void a_request_that_another_sites_page_may_have_sent_with_a_session_is_on_the_record()
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/incidents");
    request.setQueryString("secret=x");
    Authentications session = new Authentications();
    session.addOrReplace(new UserAuthentication("olga", ProcessEngines.NAME_DEFAULT));
    request.getSession().setAttribute("authenticatedUser", session);
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain onwards = new MockFilterChain();

    filter().doFilter(request, response, onwards);

    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(onwards.getRequest()).isNull();
    assertThat(stores.record.entries(ServerRecord.ID))
        .extracting(RecordEntry::entry)
        .extracting(EntryDraft::kind, EntryDraft::actor, EntryDraft::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                EntryKind.REFUSED, "olga", "POST /api/v1/incidents"));
    assertThat(stores.record.entries(ServerRecord.ID).get(0).entry().detail("reason"))
        .contains("token was missing")
        .endsWith("Groups then: oncall.");
  }

  private CredentialsFilter filter() {
    IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    User olga = mock(User.class);
    when(olga.getId()).thenReturn("olga");
    Group oncall = mock(Group.class);
    when(oncall.getId()).thenReturn("oncall");
    when(identity.createUserQuery().userId("olga").singleResult()).thenReturn(olga);
    when(identity.createGroupQuery().groupMember("olga").list()).thenReturn(List.of(oncall));
    NoteRefusedAccess notes = new NoteRefusedAccess(stores.record, Clock.systemUTC());
    return new CredentialsFilter(
        null,
        null,
        new Accounts(identity),
        new StaticListableBeanFactory(Map.of("notes", notes))
            .getBeanProvider(NoteRefusedAccess.class));
  }
}

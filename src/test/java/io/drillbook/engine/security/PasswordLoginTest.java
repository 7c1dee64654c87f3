package io.drillbook.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.audit.NoteFailedLogins;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class PasswordLoginTest {
  private final Stores stores = new Stores();
  private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);

  @AfterEach
  void close() {
    stores.close();
  }

  private PasswordLogin logins() {
    User olga = mock(User.class);
    when(olga.getId()).thenReturn("olga");
    when(olga.getPassword()).thenReturn("stored");
    when(identity.createUserQuery().userId("olga").singleResult()).thenReturn(olga);
    when(identity.createUserQuery().userId("hunter2").singleResult()).thenReturn(null);
    when(identity.createGroupQuery().groupMember("olga").list()).thenReturn(List.of());
    when(identity.checkPassword("olga", "right")).thenReturn(true);
    Clock clock = Clock.systemUTC();
    return new PasswordLogin(
        new Accounts(identity),
        new LoginThrottle(clock),
        new RecentPasswords(clock),
        new StaticListableBeanFactory(Map.of("notes", new NoteFailedLogins(stores.record, clock)))
            .getBeanProvider(NoteFailedLogins.class));
  }

  @Test
  void aWrongPasswordIsOnTheRecordWithTheAccountAndTheAddressAlone() {
    PasswordLogin logins = logins();
    assertThat(logins.login("olga", "wrong-hunter2", "192.0.2.7")).isEmpty();
    assertThat(logins.login("hunter2", "olga", "2001:db8:1:2:3:4:5:6")).isEmpty();
    assertThat(logins.login("olga", "right", "192.0.2.7")).isPresent();
    List<String> lines =
        stores.record.entries(ServerRecord.ID).stream()
            .map(RecordEntry::entry)
            .map(line -> line.outcome() + ", " + line.detail("reason"))
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("log in, account 'olga', 1 login failed from 192.0.2.7 ");
    assertThat(lines.get(1))
        .startsWith("log in, account unknown, 1 login failed from 2001:db8:1:2::/64 ");
    assertThat(lines.toString()).doesNotContain("hunter2");
  }
}

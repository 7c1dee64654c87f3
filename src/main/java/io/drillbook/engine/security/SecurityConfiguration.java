package io.drillbook.engine.security;

import io.drillbook.usecase.audit.NoteFailedLogins;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What finds out who is asking. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  @Bean
  Accounts accounts(IdentityService identity) {
    return new Accounts(identity);
  }

  @Bean
  LoginThrottle loginThrottle(Clock clock) {
    return new LoginThrottle(clock);
  }

  @Bean
  PasswordLogin passwordLogin(
      Accounts accounts,
      LoginThrottle throttle,
      Clock clock,
      ObjectProvider<NoteFailedLogins> notes) {
    return new PasswordLogin(accounts, throttle, new RecentPasswords(clock), notes);
  }

  @Bean
  FailedLoginWatch failedLoginWatch(ObjectProvider<NoteFailedLogins> logins) {
    return new FailedLoginWatch(logins);
  }

  @Bean
  Tokens tokens(JdbcClient database, Clock clock) {
    return new Tokens(database, clock);
  }

  @Bean
  TokenLogin tokenLogin(Tokens tokens, Accounts accounts, LoginThrottle throttle) {
    return new TokenLogin(tokens, accounts, throttle);
  }
}

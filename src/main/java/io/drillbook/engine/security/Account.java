package io.drillbook.engine.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person who has logged in; authorities are {@code ROLE_<group>}. */
final class Account extends AbstractAuthenticationToken {
  private final String user;
  private final List<String> groups;

  Account(String user, List<String> groups) {
    super(groups.stream().map(group -> new SimpleGrantedAuthority("ROLE_" + group)).toList());
    this.user = user;
    this.groups = List.copyOf(groups);
    setAuthenticated(true);
  }

  List<String> groups() {
    return groups;
  }

  @Override
  public String getPrincipal() {
    return user;
  }

  /** The password is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }
}

package io.drillbook.domain.plan;

/**
 * Where a secret is found: {@code ${NAME}} (environment) or {@code ${file:/path}}. It is safe to
 * print.
 *
 * @param scheme {@code environment}, {@code file}, or the name of a configured secret store
 * @param name what to look up there
 */
public record SecretReference(String scheme, String name) {
  @Override
  public String toString() {
    return "environment".equals(scheme) ? "${" + name + "}" : "${" + scheme + ":" + name + "}";
  }
}

package io.drillbook.crash;

import io.drillbook.spi.vault.Vault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/** Shows a vault as it will be listed when its leftovers are old enough to be removed. */
final class LaterVault {
  private static final Duration LATER = Duration.ofHours(49);

  private LaterVault() {}

  /**
   * The same vault, whose objects are older by two days.
   *
   * @param current the point that is captured then, whose objects are as young as they are
   */
  static Vault of(Vault vault, String current) {
    return (Vault)
        Proxy.newProxyInstance(
            Vault.class.getClassLoader(),
            new Class<?>[] {Vault.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("list")
                    ? aged(vault.list((String) arguments[0]), current)
                    : method.invoke(vault, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<Vault.Entry> aged(List<Vault.Entry> entries, String current) {
    return entries.stream().map(it -> it.key().contains(current) ? it : aged(it)).toList();
  }

  private static Vault.Entry aged(Vault.Entry entry) {
    return new Vault.Entry(entry.key(), entry.bytes(), entry.modifiedAt().minus(LATER));
  }
}

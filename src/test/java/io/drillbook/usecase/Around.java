package io.drillbook.usecase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A port around another one that sees each call first: it may answer itself, or throw. */
public final class Around {
  /** What sees a call. */
  @FunctionalInterface
  public interface Call {
    /** Answers; {@code real} asks the port behind. */
    Object answer(String method, Object[] arguments, Real real) throws Throwable;
  }

  /** The port behind. */
  @FunctionalInterface
  public interface Real {
    Object ask() throws Throwable;
  }

  private Around() {}

  public static <T> T port(Class<T> type, T behind, Call call) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                call.answer(
                    method.getName(),
                    arguments == null ? new Object[0] : arguments,
                    () -> asked(behind, method, arguments)));
    return type.cast(proxy);
  }

  private static Object asked(Object behind, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(behind, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

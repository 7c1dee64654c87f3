package io.drillbook.engine.guard;

import io.drillbook.engine.SystemActor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;

/**
 * A service of the engine of which people may call what is listed, and our own code everything.
 * What is not listed is refused, so that a new version of the engine brings no new way around.
 */
final class GuardedService implements MethodInterceptor {
  private static final String WHY =
      "A run goes on by its runbook and its forms only; nobody moves it by hand.";
  private static final String ENGINE = "org.camunda.bpm.engine.";

  /** Starting a runbook in its middle would leave out the approval before it. */
  private static final Pattern IN_THE_MIDDLE = Pattern.compile("start(Before|After|Transition).*");

  /** How REST and Cockpit let an instance rest; right for a schedule, never for a run. */
  private static final String SUSPENDING = "updateProcessInstanceSuspensionState";

  private final Pattern allowed;
  private final Supplier<Authentication> who;
  private final Supplier<RefusedTries> tries;

  private GuardedService(
      Pattern allowed, Supplier<Authentication> who, Supplier<RefusedTries> tries) {
    this.allowed = allowed;
    this.who = who;
    this.tries = tries;
  }

  /**
   * The service behind the guard; still of its class, because the engine's REST interface asks for
   * that.
   *
   * @param allowed names of the methods that people may call
   */
  static <S> S of(
      S service, Pattern allowed, Supplier<Authentication> who, Supplier<RefusedTries> tries) {
    return behind(service, new GuardedService(allowed, who, tries));
  }

  @SuppressWarnings("unchecked")
  private static <S> S behind(S object, MethodInterceptor guard) {
    ProxyFactory factory = new ProxyFactory(object);
    factory.setProxyTargetClass(true);
    factory.addAdvice(guard);
    return (S) factory.getProxy(GuardedService.class.getClassLoader());
  }

  @Override
  public Object invoke(MethodInvocation call) throws Throwable {
    Method method = call.getMethod();
    Optional<String> person = person();
    if (person.isEmpty() || method.getDeclaringClass() == Object.class) {
      return call.proceed();
    }
    String user = person.orElseThrow();
    List<String> ids = ids(call.getArguments());
    if (SUSPENDING.equals(method.getName())) {
      return behind(call.proceed(), new SchedulesOnly(user));
    }
    if (!allowed.matcher(method.getName()).matches()) {
      return refusal(user, method.getName(), method.getReturnType(), ids);
    }
    try {
      Object result = call.proceed();
      return method.getName().startsWith("createProcessInstanceBy")
          ? behind(result, new StartOnly(user))
          : result;
    } catch (AuthorizationException e) {
      String why = "The engine's grants do not allow it.";
      tries.get().note(user, inWords(method.getName()), why, ids);
      throw e;
    }
  }

  private Optional<String> person() {
    return Optional.ofNullable(who.get())
        .map(Authentication::getUserId)
        .filter(user -> !SystemActor.NAME.equals(user));
  }

  /**
   * Refused at once where the run can be told. Else a builder is told first what it is for: it is
   * refused when it shall act, with all its ids.
   */
  private Object refusal(String user, String what, Class<?> type, List<String> ids) {
    if (tries.get().runs(ids).isEmpty()
        && type.isInterface()
        && type.getName().startsWith(ENGINE)
        && !what.startsWith("get")) {
      return proxy(type, new Listening(user, what, new ArrayList<>(ids)));
    }
    throw refused(user, what, ids);
  }

  private AuthorizationException refused(String user, String what, List<String> ids) {
    tries.get().note(user, inWords(what), WHY, ids);
    return new AuthorizationException("unable to " + inWords(what) + " as '" + user + "'. " + WHY);
  }

  private static List<String> ids(Object[] arguments) {
    List<String> ids = new ArrayList<>();
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      if (argument instanceof String id) {
        ids.add(id);
      } else if (argument instanceof Collection<?> many) {
        many.stream().filter(String.class::isInstance).map(String.class::cast).forEach(ids::add);
      } else if (argument instanceof String[] many) {
        ids.addAll(List.of(many));
      }
    }
    return ids;
  }

  /** {@code createProcessInstanceModification} becomes {@code create process instance ...}. */
  private static String inWords(String method) {
    return method.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Takes every setting of a builder and refuses what it is told to do. */
  private final class Listening implements InvocationHandler {
    private final String user;
    private final String what;
    private final List<String> ids;

    private Listening(String user, String what, List<String> ids) {
      this.user = user;
      this.what = what;
      this.ids = ids;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      ids.addAll(GuardedService.ids(arguments));
      return refusal(user, what, method.getReturnType(), ids);
    }
  }

  /** A builder that starts a runbook at its beginning. */
  private final class StartOnly implements MethodInterceptor {
    private final String user;

    private StartOnly(String user) {
      this.user = user;
    }

    @Override
    public Object invoke(MethodInvocation call) throws Throwable {
      if (IN_THE_MIDDLE.matcher(call.getMethod().getName()).matches()) {
        throw refused(user, "start a runbook in its middle", ids(call.getArguments()));
      }
      Object result = call.proceed();
      return result == call.getThis() ? ((ProxyMethodInvocation) call).getProxy() : result;
    }
  }

  /**
   * A builder that lets one instance rest or go on, if it is no run but the watch of a schedule.
   */
  private final class SchedulesOnly implements MethodInterceptor {
    private final String user;

    private SchedulesOnly(String user) {
      this.user = user;
    }

    @Override
    public Object invoke(MethodInvocation call) throws Throwable {
      String name = call.getMethod().getName();
      List<String> ids = ids(call.getArguments());
      boolean one = "byProcessInstanceId".equals(name) && tries.get().runs(ids).isEmpty();
      if (name.startsWith("by") && !one) {
        throw refused(user, SUSPENDING, ids);
      }
      Object result = call.proceed();
      return result == call.getThis() ? ((ProxyMethodInvocation) call).getProxy() : result;
    }
  }
}

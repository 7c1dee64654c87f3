package io.drillbook.roles;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every route that the server has, read from the tables by which requests find their way. */
final class RouteTable {
  /** A method, or {@code ANY}, and a path with its variables in braces. */
  record Route(String method, String path) implements Comparable<Route> {
    @Override
    public int compareTo(Route other) {
      int byPath = path.compareTo(other.path);
      return byPath != 0 ? byPath : method.compareTo(other.method);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private RouteTable() {}

  /** What Spring's table says. */
  static Set<Route> ofSpring(ApplicationContext context) {
    Set<Route> routes = new TreeSet<>();
    context
        .getBeansOfType(RequestMappingInfoHandlerMapping.class)
        .values()
        .forEach(table -> table.getHandlerMethods().keySet().forEach(it -> add(routes, it)));
    return routes;
  }

  private static void add(Set<Route> routes, RequestMappingInfo info) {
    for (String path : info.getPatternValues()) {
      var methods = info.getMethodsCondition().getMethods();
      if (methods.isEmpty()) {
        routes.add(new Route("ANY", path));
      }
      methods.forEach(method -> routes.add(new Route(method.name(), path)));
    }
  }

  /** What an application of JAX-RS answers under a path: its resources and all that lie below. */
  static Set<Route> of(String base, Set<Class<?>> resources) {
    Set<Route> routes = new TreeSet<>();
    for (Class<?> resource : resources) {
      path(resource)
          .ifPresent(path -> walk(routes, join(base, path), resource, new ArrayDeque<>()));
    }
    return routes;
  }

  static Set<Route> of(String base, Application application) {
    return of(base, application.getClasses());
  }

  private static void walk(
      Set<Route> routes, String base, Class<?> resource, Deque<Class<?>> above) {
    if (above.contains(resource)) {
      return;
    }
    above.push(resource);
    for (Method method : resource.getMethods()) {
      Optional<Method> annotated = annotated(method);
      if (annotated.isEmpty() || method.isBridge()) {
        continue;
      }
      String path = join(base, path(annotated.orElseThrow()).orElse(""));
      Optional<String> verb = verb(annotated.orElseThrow());
      if (verb.isPresent()) {
        routes.add(new Route(verb.orElseThrow(), path));
      } else {
        walk(routes, path, method.getReturnType(), above);
      }
    }
    above.pop();
  }

  /** The annotations may stand at a method that it overrides. */
  private static Optional<Method> annotated(Method method) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> type = method.getDeclaringClass(); type != null; type = type.getSuperclass()) {
      types.add(type);
      collect(type, types);
    }
    for (Class<?> type : types) {
      for (Method other : type.getDeclaredMethods()) {
        if (other.getName().equals(method.getName())
            && java.util.Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
            && (verb(other).isPresent() || path(other).isPresent())) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  private static void collect(Class<?> type, Set<Class<?>> types) {
    for (Class<?> parent : type.getInterfaces()) {
      types.add(parent);
      collect(parent, types);
    }
  }

  private static Optional<String> verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return Optional.of(verb.value());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> path(AnnotatedElement element) {
    for (AnnotatedElement at : chain(element)) {
      Path path = at.getAnnotation(Path.class);
      if (path != null) {
        return Optional.of(path.value());
      }
    }
    return Optional.empty();
  }

  private static Set<AnnotatedElement> chain(AnnotatedElement element) {
    Set<AnnotatedElement> all = new LinkedHashSet<>(Set.of(element));
    if (element instanceof Class<?> type) {
      Set<Class<?>> parents = new LinkedHashSet<>();
      for (Class<?> up = type; up != null; up = up.getSuperclass()) {
        parents.add(up);
        collect(up, parents);
      }
      all.addAll(parents);
    }
    return all;
  }

  private static String join(String base, String path) {
    String clean = path.replaceAll("\\{\\s*([A-Za-z-]+)\\s*:[^}]*}", "{$1}");
    String joined = base + "/" + clean;
    return joined.replaceAll("/{2,}", "/").replaceAll("(.)/$", "$1");
  }

  /** The path with a value for each variable. */
  static String filled(String path, Function<String, String> value) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = path.indexOf('{'); at >= 0; at = path.indexOf('{', from)) {
      int end = path.indexOf('}', at);
      filled.append(path, from, at).append(value.apply(path.substring(at + 1, end)));
      from = end + 1;
    }
    return filled.append(path.substring(from)).toString();
  }
}

package io.drillbook.web;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Every route of the API, found as Spring finds it: by the controllers on the class path. */
final class ApiRoutes {
  /** One route. */
  record Route(String method, String path, Method handler) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private ApiRoutes() {}

  static List<Route> all() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    List<Route> routes = new ArrayList<>();
    Stream.of("io.drillbook.web", "io.drillbook.engine.security")
        .flatMap(room -> scanner.findCandidateComponents(room).stream())
        .forEach(found -> routes.addAll(of(found.getBeanClassName())));
    return routes.stream().filter(it -> it.path().startsWith("/api/")).toList();
  }

  private static List<Route> of(String controller) {
    try {
      Class<?> type = Class.forName(controller);
      String base =
          Optional.ofNullable(
                  AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class))
              .map(it -> it.path()[0])
              .orElse("");
      List<Route> routes = new ArrayList<>();
      Arrays.stream(type.getDeclaredMethods())
          .forEach(
              method -> {
                RequestMapping mapping =
                    AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                  String path = mapping.path().length == 0 ? "" : mapping.path()[0];
                  routes.add(new Route(mapping.method()[0].name(), base + path, method));
                }
              });
      return routes;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.drillbook.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Section 1 of the house rules, for whatever lies under a root package; each rule's message names
 * the fix.
 */
final class HouseRules {
  private static final String[] ENGINE_PACKAGES = {"org.camunda.."};
  private static final Set<String> CLOCK_READS =
      Set.of(
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalDateTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.lang.System.currentTimeMillis()",
          "java.util.Date.<init>()");

  private final String root;

  private HouseRules(String root) {
    this.root = root;
  }

  /** The rules by a name in words. */
  static Map<String, ArchRule> of(String root) {
    HouseRules house = new HouseRules(root);
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rooms()
        .forEach((room, known) -> rules.put(room + " keeps to its rooms", house.room(room, known)));
    rules.put("the engine knows other rooms only to wire them", house.wiring());
    rules.put("domain is JDK only", house.jdkOnly());
    rules.put("Camunda stays in two rooms", house.camunda());
    rules.put("the engine's inside stays in engine", house.engineInside());
    rules.put("Spring stays outside the core", house.spring());
    rules.put("no driver knows another", house.drivers());
    rules.put("names say what things are", house.names());
    rules.put("the clock is injected", house.clock());
    rules.put("nobody sleeps", house.sleep());
    rules.put("nobody prints", house.print());
    return rules;
  }

  /** Each room and the rooms that it may know beside itself. */
  private static Map<String, Set<String>> rooms() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    rooms.put("domain", Set.of());
    rooms.put("spi", Set.of("domain"));
    rooms.put("pipeline", Set.of("domain", "spi"));
    rooms.put("usecase", Set.of("domain", "spi", "pipeline"));
    rooms.put("driver", Set.of("domain", "spi"));
    rooms.put("store", Set.of("domain", "spi"));
    rooms.put("config", Set.of("domain", "spi"));
    rooms.put("delegates", Set.of("domain", "spi", "usecase", "engine"));
    rooms.put("web", Set.of("domain", "usecase"));
    rooms.put("demo", Set.of("domain", "spi", "pipeline"));
    rooms.put("cli", Set.of("domain", "usecase", "pipeline", "driver", "config", "demo"));
    return rooms;
  }

  private ArchRule room(String room, Set<String> known) {
    List<String> forbidden = new ArrayList<>(rooms().keySet());
    forbidden.add("engine");
    forbidden.remove(room);
    forbidden.removeAll(known);
    return noClasses()
        .that()
        .resideInAPackage(in(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.stream().map(this::in).toArray(String[]::new))
        .because(
            room
                + " may know only "
                + (known.isEmpty() ? "the JDK" : known)
                + ": declare what it needs as an interface in spi, or move the class")
        .allowEmptyShould(true);
  }

  private ArchRule wiring() {
    return noClasses()
        .that()
        .resideInAPackage(in("engine"))
        .and()
        .resideOutsideOfPackage(root + ".engine.boot..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            in("pipeline"),
            in("driver"),
            in("store"),
            in("config"),
            in("delegates"),
            in("web"),
            in("cli"))
        .because(
            "engine may know only domain, spi and usecase: let engine.boot hand the object over"
                + " behind its spi interface")
        .allowEmptyShould(true);
  }

  private ArchRule jdkOnly() {
    return classes()
        .that()
        .resideInAPackage(in("domain"))
        .or()
        .resideInAPackage(in("spi"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.net.ssl..", in("domain"), in("spi"))
        .because("domain and spi outlive every library: keep the library behind a driver")
        .allowEmptyShould(true);
  }

  private ArchRule camunda() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(in("engine"), in("delegates"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINE_PACKAGES)
        .because("the way to a fork of Camunda stays open: go through spi.runbook")
        .allowEmptyShould(true);
  }

  private ArchRule engineInside() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(in("engine"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda.bpm.engine.impl..")
        .because("these classes change without notice: use the public API, or a class in engine")
        .allowEmptyShould(true);
  }

  private ArchRule spring() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("usecase"), in("pipeline"), in("driver"), in("config"))
        .should()
        .dependOnClassesThat(
            are(
                DescribedPredicate.describe(
                    "Spring's, but for its mail sender",
                    (JavaClass type) ->
                        type.getPackageName().startsWith("org.springframework.")
                            && !type.getPackageName().startsWith("org.springframework.mail"))))
        .because("they run without a server, by plain constructors: declare beans in engine.boot")
        .allowEmptyShould(true);
  }

  private ArchRule drivers() {
    return SlicesRuleDefinition.slices()
        .matching(root + ".driver.(*).(*)..")
        .should()
        .notDependOnEachOther()
        .because("adding a kind touches one folder: move what is shared to spi")
        .allowEmptyShould(true);
  }

  private ArchRule names() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
        .because("such a name says nothing: name the class after what it does");
  }

  private ArchRule clock() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .accessTargetWhere(calls("read the clock", CLOCK_READS))
        .because("time is an argument: take a java.time.Clock in the constructor");
  }

  private ArchRule sleep() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .accessTargetWhere(calls("sleep", Set.of("java.lang.Thread.sleep(")))
        .because("a sleeping thread cannot be cancelled: use a scheduled executor or a condition");
  }

  private ArchRule print() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(in("cli"), in("demo"))
        .should()
        .accessTargetWhere(
            calls(
                "print",
                Set.of("java.lang.System.out", "java.lang.System.err", ".printStackTrace(")))
        .because("only the command line speaks to a terminal: throw a Fault or write to the log");
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String what, Set<String> parts) {
    return DescribedPredicate.describe(
        what, access -> parts.stream().anyMatch(access.getTarget().getFullName()::contains));
  }

  private String in(String room) {
    return root + "." + room + "..";
  }
}

package io.drillbook.config;

/** The contract's examples and the kinds they use, for tests of other rooms. */
public final class TestKinds {
  private TestKinds() {}

  public static DriverKinds kinds() {
    return ConfigurationFolder.KINDS;
  }

  public static String example(String name) {
    return ConfigurationFolder.example(name);
  }
}

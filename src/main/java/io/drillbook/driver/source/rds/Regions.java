package io.drillbook.driver.source.rds;

import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** The ways to the service that one step goes; opened when they are needed, closed together. */
final class Regions implements AutoCloseable {
  private final RdsSettings settings;
  private final Secrets secrets;
  private final Pace pace;
  private final Side side;
  private final Cancellation cancellation;
  private final List<Api> open = new ArrayList<>();

  Regions(RdsSettings settings, Secrets secrets, Pace pace, Side side, Cancellation cancellation) {
    this.settings = settings;
    this.secrets = secrets;
    this.pace = pace;
    this.side = side;
    this.cancellation = cancellation;
  }

  RdsSettings settings() {
    return settings;
  }

  Api home() {
    return api(settings.region(), cancellation);
  }

  /** The region that snapshots are copied to. */
  Api other() {
    return api(settings.copyToRegion().orElseThrow(), cancellation);
  }

  /** For what has to be done although the step was cancelled. */
  Api untilTheEnd() {
    return api(settings.region(), new Cancellation());
  }

  Api otherUntilTheEnd() {
    return api(settings.copyToRegion().orElseThrow(), new Cancellation());
  }

  private Api api(String region, Cancellation ends) {
    Api api = new Api(settings, region, secrets, pace, side, ends);
    open.add(api);
    return api;
  }

  @Override
  public void close() {
    open.forEach(Api::close);
  }
}

package io.drillbook.web;

import io.drillbook.usecase.board.WatchRuns;
import io.drillbook.usecase.board.WatchRuns.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of pages. One thread looks for all of them, and only while there are any. A
 * stream ends by itself after a while and the page opens another: so each login is checked again.
 */
@Component
class LiveStreams implements SmartLifecycle {
  static final int MOST = 200;
  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(1_500);
  private static final int BEAT_EACH = 6;

  private record Stream(String system, String run, SseEmitter emitter) {
    boolean isMeant(Change change) {
      if (!run.isEmpty()) {
        return change.runs().contains(run);
      }
      return system.isEmpty()
          ? change.any()
          : change.started() || change.systems().contains(system);
    }
  }

  private final WatchRuns watch;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private ScheduledExecutorService thread;
  private int looks;

  LiveStreams(WatchRuns watch) {
    this.watch = watch;
  }

  /** Opens a stream; empty where there are too many already. */
  Optional<SseEmitter> open(String system, String run) {
    if (streams.size() >= MOST || !isRunning()) {
      return Optional.empty();
    }
    SseEmitter emitter = new SseEmitter(LIFE.toMillis());
    Stream stream = new Stream(system, run, emitter);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onTimeout(emitter::complete);
    emitter.onError(e -> streams.remove(stream));
    streams.add(stream);
    send(stream, "beat");
    return Optional.of(emitter);
  }

  private void look() {
    if (streams.isEmpty()) {
      return;
    }
    try {
      Change change = watch.look();
      boolean beat = ++looks % BEAT_EACH == 0;
      for (Stream stream : streams) {
        if (stream.isMeant(change)) {
          send(stream, "changed");
        } else if (beat) {
          send(stream, "beat");
        }
      }
    } catch (RuntimeException e) {
      // The database may be gone for a while; pages notice that no beat comes.
      LOG.warn("Unable to look for what changed", e);
    }
  }

  private void send(Stream stream, String what) {
    try {
      stream.emitter().send(SseEmitter.event().comment("drillbook").name(what).data(what));
    } catch (IOException | IllegalStateException e) {
      // The page was closed.
      streams.remove(stream);
      LOG.trace("A stream has ended", e);
    }
  }

  @Override
  public synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "live pages");
              daemon.setDaemon(true);
              return daemon;
            });
    var looking =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    LOG.debug("Pages are told of changes: {}", looking);
  }

  /** Before the web server stops: it would wait for every open stream. */
  @Override
  public synchronized void stop() {
    thread.shutdownNow();
    thread = null;
    streams.forEach(stream -> stream.emitter().complete());
    streams.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}

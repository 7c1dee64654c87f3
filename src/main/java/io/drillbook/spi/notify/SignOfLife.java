package io.drillbook.spi.notify;

/** Tells somebody outside that this server is alive; whoever hears nothing raises an alarm. */
public interface SignOfLife {
  /** Sends the signal once; ends within a minute. */
  Receipt send();
}

package io.drillbook.spi.web;

import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A page that tells where traffic goes by a text in it.
 *
 * @param before text that only the old place shows
 * @param after text that only the new place shows
 */
public record StatusPage(URI url, String before, String after, Duration limit) {
  private static final int QUOTED = 120;

  /** What it tells now. */
  public CutoverState look(Cancellation cancellation) {
    try {
      WebCall.Answer answer = WebCall.get(url, limit).send(cancellation);
      boolean old = answer.body().contains(before);
      boolean fresh = answer.body().contains(after);
      Place place = old == fresh ? Place.UNKNOWN : fresh ? Place.AFTER : Place.BEFORE;
      return new CutoverState(
          place, url + " answers " + answer.status() + " '" + start(answer.body()) + "'");
    } catch (IOException e) {
      return new CutoverState(Place.UNKNOWN, url + " does not answer: " + e);
    }
  }

  private static String start(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + " …";
  }
}

package io.drillbook.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/**
 * One run, with how far it is.
 *
 * @param progress empty where it has ended or no long step has begun
 */
record RunDetail(@JsonUnwrapped RunView run, Optional<ProgressView> progress) {}

package io.drillbook.config;

import io.drillbook.domain.system.ServerConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading {@code drillbook.yaml}.
 *
 * @param configuration empty where anything was wrong
 * @param around what plans may refer to, as far as it could be read
 * @param findings everything that is wrong, in the order of the file
 */
public record ServerReading(
    Optional<ServerConfiguration> configuration, Surroundings around, List<Finding> findings) {}

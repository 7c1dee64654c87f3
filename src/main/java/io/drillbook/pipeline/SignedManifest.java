package io.drillbook.pipeline;

import io.drillbook.domain.point.Manifest;

/**
 * A manifest whose signature by the expected key was found good.
 *
 * @param text the signed bytes as text
 * @param signature armoured
 */
public record SignedManifest(Manifest manifest, String text, String signature) {}

package io.drillbook.pipeline;

/**
 * The keys that a piece of a log is stored with.
 *
 * @param recipients who can open it
 * @param signer signs what it is
 */
public record LogSeal(Recipients recipients, SigningKey signer) {}

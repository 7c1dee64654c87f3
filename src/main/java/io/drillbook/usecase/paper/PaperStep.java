package io.drillbook.usecase.paper;

/**
 * A step of a model.
 *
 * @param topic of the worker that does it, else empty
 * @param calls the model that it calls, else empty
 * @param who does it: a group, or {@code Drillbook}
 * @param explanation what the model says of it, may be empty
 */
record PaperStep(
    String id, String name, String topic, String calls, String who, String explanation) {}

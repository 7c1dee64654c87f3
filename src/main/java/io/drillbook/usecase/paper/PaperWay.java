package io.drillbook.usecase.paper;

/**
 * A way from one node of a model to another.
 *
 * @param label what the model says of it, such as {@code Yes}; may be empty
 * @param condition under which it is taken, in the engine's words; may be empty
 * @param otherwise whether it is the one that is taken where no other is
 * @param to the node that it leads to
 */
record PaperWay(String label, String condition, boolean otherwise, String to) {}

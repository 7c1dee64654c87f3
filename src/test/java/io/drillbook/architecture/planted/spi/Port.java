package io.drillbook.architecture.planted.spi;

/** Clean: what others may know. */
public interface Port {}

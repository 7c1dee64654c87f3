package io.drillbook.usecase.check;

import java.util.ArrayList;
import java.util.List;

/** What one look at a copy brings to light. */
final class Findings {
  private static final int SHOWN = 1_000;

  private final List<String> wrong = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;

  void wrong(String what) {
    wrong.add(what);
  }

  /** The bytes are as they were sealed, and what they hold is not whole. */
  void broken(String what) {
    wrong.add(what);
    broken = true;
  }

  void note(String what) {
    notes.add(what);
  }

  boolean isGood() {
    return wrong.isEmpty();
  }

  boolean isBroken() {
    return broken;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  String inWords() {
    String all = String.join("; ", wrong);
    return all.length() <= SHOWN ? all : all.substring(0, SHOWN) + " …";
  }
}

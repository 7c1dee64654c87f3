package io.drillbook.driver.source.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a restored file its rights and owner: what the target says, else what was captured. */
final class Ownership {
  static final String MODE = "mode";
  static final String OWNER = "owner";
  static final String GROUP = "group";

  private static final int PERMISSIONS = 0777;
  private static final int EIGHT = 8;

  private final SqliteSettings target;
  private final Map<String, String> captured;
  private final List<String> notes;

  /**
   * What to give.
   *
   * @param notes takes what could not be given although nobody asked for it
   */
  Ownership(SqliteSettings target, Map<String, String> captured, List<String> notes) {
    this.target = target;
    this.captured = captured;
    this.notes = notes;
  }

  /**
   * Sets owner, then rights, which a change of owner may take away.
   *
   * @throws IOException where what the plan asks for cannot be given
   */
  void give(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    UserPrincipalLookupService people = file.getFileSystem().getUserPrincipalLookupService();
    if (target.owner().isPresent()) {
      view.setOwner(people.lookupPrincipalByName(target.owner().get()));
    } else {
      asCaptured(OWNER, name -> view.setOwner(owner(people, name)));
    }
    if (target.group().isPresent()) {
      view.setGroup(people.lookupPrincipalByGroupName(target.group().get()));
    } else {
      asCaptured(GROUP, name -> view.setGroup(group(people, name)));
    }
    int mode =
        target.mode().orElseGet(() -> Integer.parseInt(captured.getOrDefault(MODE, "600"), EIGHT));
    Files.setAttribute(file, "unix:mode", mode & PERMISSIONS);
  }

  /** Takes a name. */
  @FunctionalInterface
  private interface Setter {
    void set(String name) throws IOException;
  }

  private void asCaptured(String what, Setter setter) {
    Optional<String> name = Optional.ofNullable(captured.get(what));
    try {
      if (name.isPresent()) {
        setter.set(name.get());
      }
    } catch (IOException e) {
      notes.add(
          "the file's %s is not '%s' as captured but that of Drillbook's user"
              .formatted(what, name.get()));
    }
  }

  private static UserPrincipal owner(UserPrincipalLookupService people, String name)
      throws IOException {
    return people.lookupPrincipalByName(name);
  }

  private static GroupPrincipal group(UserPrincipalLookupService people, String name)
      throws IOException {
    return people.lookupPrincipalByGroupName(name);
  }
}

package io.drillbook.usecase.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Ways to damage a copy. */
enum Damage {
  FLIPPED_BIT,
  TRUNCATED,
  APPENDED,
  DELETED_MEMBER,
  DELETED_MANIFEST,
  DELETED_SIGNATURE,
  SWAPPED_MEMBERS,
  OTHER_POINTS_MANIFEST,
  OLD_SIGNATURE,
  DELETED_SUMS,
  CHANGED_GUIDE,
  DELETED_ALL;

  void in(CheckBench shop, String vault) throws IOException {
    Path db = shop.bench.file(vault, "db.0.raw.zst.pgp");
    Path other = shop.bench.file(vault, "media.0.raw.zst.pgp");
    Path manifest = shop.bench.file(vault, "manifest.json");
    Path signature = shop.bench.file(vault, "manifest.json.asc");
    switch (this) {
      case FLIPPED_BIT -> flip(db);
      case TRUNCATED -> write(db, Arrays.copyOf(Files.readAllBytes(db), 1_000));
      case APPENDED -> Files.write(db, new byte[] {1}, StandardOpenOption.APPEND);
      case DELETED_MEMBER -> Files.delete(db);
      case DELETED_MANIFEST -> Files.delete(manifest);
      case DELETED_SIGNATURE -> Files.delete(signature);
      case SWAPPED_MEMBERS -> {
        Path aside = db.resolveSibling("aside");
        Files.move(db, aside);
        Files.move(other, db);
        Files.move(aside, other);
      }
      case OTHER_POINTS_MANIFEST -> {
        replace(manifest, "20261120T010000Z-000000");
        replace(signature, "20261120T010000Z-000000");
      }
      case OLD_SIGNATURE -> replace(signature, "20261120T010000Z-000000");
      case DELETED_SUMS -> Files.delete(shop.bench.file(vault, "SHA256SUMS"));
      case CHANGED_GUIDE -> flip(shop.bench.file(vault, "RESTORE.md"));
      case DELETED_ALL -> {
        for (String name :
            new String[] {
              "RESTORE.md",
              "SHA256SUMS",
              "db.0.raw.zst.pgp",
              "db.1.raw.zst.pgp",
              "manifest.json",
              "manifest.json.asc",
              "media.0.raw.zst.pgp",
              "media.1.raw.zst.pgp"
            }) {
          Files.delete(shop.bench.file(vault, name));
        }
      }
      default -> throw new IllegalStateException();
    }
  }

  private static void replace(Path file, String otherPoint) throws IOException {
    Path other = file.getParent().resolveSibling(otherPoint).resolve(file.getFileName().toString());
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }

  static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}

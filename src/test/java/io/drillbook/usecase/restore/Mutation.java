package io.drillbook.usecase.restore;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One way in which a stored recovery point can come to differ from what was sealed. */
enum Mutation {
  FLIP_A_BIT {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      byte[] bytes = point.get(name);
      bytes[place(bytes.length, random)] ^= (byte) (1 << random.nextInt(8));
      point.put(name, bytes);
    }
  },
  OVERWRITE {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      byte[] bytes = point.get(name);
      int from = place(bytes.length, random);
      byte[] noise = noise(random, Math.min(bytes.length - from, 1 + random.nextInt(64)));
      System.arraycopy(noise, 0, bytes, from, noise.length);
      point.put(name, bytes);
    }
  },
  TRUNCATE {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      byte[] bytes = point.get(name);
      point.put(name, Arrays.copyOf(bytes, place(bytes.length, random)));
    }
  },
  APPEND {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      point.put(name, join(point.get(name), noise(random, 1 + random.nextInt(64))));
    }
  },
  INSERT_OR_CUT_OUT {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      byte[] bytes = point.get(name);
      int at = place(bytes.length, random);
      int length = 1 + random.nextInt(16);
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
      point.put(
          name,
          random.nextBoolean()
              ? join(join(head, noise(random, length)), tail)
              : join(head, Arrays.copyOfRange(tail, Math.min(length, tail.length), tail.length)));
    }
  },
  SWAP_MEMBERS {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String one = any(point.members(), random);
      String two = any(point.members().stream().filter(it -> !it.equals(one)).toList(), random);
      byte[] bytes = point.get(one);
      point.put(one, point.get(two));
      point.put(two, bytes);
    }
  },
  TAKE_FILES_OF_ANOTHER_POINT {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      switch (random.nextInt(4)) {
        case 0 -> take(point, other, List.of("manifest.json"));
        case 1 -> take(point, other, List.of("manifest.json.asc"));
        case 2 -> take(point, other, List.of("manifest.json", "manifest.json.asc"));
        default -> take(point, other, List.of(any(point.members(), random)));
      }
    }
  },
  DELETE_A_FILE {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      point.remove(any(point.names(), random));
    }
  },
  REPEAT_OR_CONCATENATE {
    @Override
    void apply(StoredFiles point, StoredFiles other, Random random) {
      String name = any(point.names(), random);
      boolean twice = random.nextBoolean() || !name.endsWith(".pgp");
      byte[] second = twice ? point.get(name) : point.get(any(point.members(), random));
      point.put(name, join(point.get(name), second));
    }
  };

  /** Changes the point, which is good before; the other one is an older point of the system. */
  abstract void apply(StoredFiles point, StoredFiles other, Random random);

  private static void take(StoredFiles point, StoredFiles other, List<String> names) {
    names.forEach(name -> point.put(name, other.get(name)));
  }

  static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /** Anywhere; the beginning and the end, where formats keep what matters, more often. */
  private static int place(int length, Random random) {
    int edge = Math.min(length, 64);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(edge);
      case 1 -> length - 1 - random.nextInt(edge);
      default -> random.nextInt(length);
    };
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] join(byte[] one, byte[] two) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(two);
    return all.toByteArray();
  }
}

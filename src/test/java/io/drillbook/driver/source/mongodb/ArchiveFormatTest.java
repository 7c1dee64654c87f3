package io.drillbook.driver.source.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/**
 * Bytes worked out from the format's description ({@code common/archive/spec.md} of MongoDB's
 * database tools) by another program than ours: mongorestore itself is in no registry.
 */
class ArchiveFormatTest {
  private static final String MAGIC = "6de29981";
  private static final String HEADER =
      "6800000010636f6e63757272656e745f636f6c6c656374696f6e7300010000000276657273696f6e00040000"
          + "00302e3100027365727665725f76657273696f6e0006000000372e302e350002746f6f6c5f76657273696f6e"
          + "000a0000006472696c6c626f6f6b0000";
  private static final String METADATA =
      "8b0000000264620002000000640002636f6c6c656374696f6e00020000006300026d65746164617461003d00"
          + "00007b22696e6465786573223a205b5d2c2022636f6c6c656374696f6e4e616d65223a202263222c20227479"
          + "7065223a2022636f6c6c656374696f6e227d001073697a6500000000000274797065000b000000636f6c6c65"
          + "6374696f6e0000";
  private static final String BEGIN =
      "340000000264620002000000640002636f6c6c656374696f6e0002000000630008454f460000124352430000"
          + "0000000000000000";
  private static final String DOCUMENT = "0e000000105f6964000100000000";
  private static final String END =
      "340000000264620002000000640002636f6c6c656374696f6e0002000000630008454f4600011243524300fe"
          + "59446a4361eaf300";
  private static final String TERMINATOR = "ffffffff";
  private static final String GOLDEN =
      MAGIC + HEADER + METADATA + TERMINATOR + BEGIN + DOCUMENT + TERMINATOR + END + TERMINATOR;

  private static final class Told implements ArchiveVisitor {
    private final List<String> said = new ArrayList<>();

    @Override
    public void prelude(List<CollectionEntry> collections) {
      collections.forEach(entry -> said.add("expect " + entry.name() + " " + entry.type()));
    }

    @Override
    public void document(String collection, byte[] bson) {
      said.add(collection + " " + HexFormat.of().formatHex(bson));
    }

    @Override
    public void end(String collection) {
      said.add("end " + collection);
    }
  }

  @Test
  void whatIsWrittenIsTheDescribedBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveWriter writer = new ArchiveWriter(out, "d");
    writer.prelude("7.0.5", "drillbook", List.of(plain("c")));
    writer.begin("c");
    byte[] document = ArchiveFormat.bytes(new BsonDocument("_id", new BsonInt32(1)));
    writer.document(document);
    Crc64 crc = new Crc64();
    crc.update(document);
    writer.end("c", crc.getValue());
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(GOLDEN);
  }

  @Test
  void theDescribedBytesAreRead() throws IOException {
    assertThat(read(GOLDEN)).containsExactly("expect c collection", "c " + DOCUMENT, "end c");
  }

  @Test
  void blocksOfSeveralCollectionsMayAlternateAndOneMayBeEmpty() throws IOException {
    String e = METADATA.replace("000200000063", "000200000065");
    String beginE = BEGIN.replace("000200000063", "000200000065");
    String endE =
        END.replace("000200000063", "000200000065").replace("fe59446a4361eaf3", "0".repeat(16));
    String other = "0e000000105f6964000200000000";
    String archive =
        String.join(
            "",
            List.of(
                MAGIC,
                HEADER,
                METADATA,
                e,
                TERMINATOR,
                BEGIN,
                DOCUMENT,
                TERMINATOR,
                beginE,
                TERMINATOR,
                BEGIN,
                other,
                TERMINATOR,
                endE,
                TERMINATOR,
                END,
                TERMINATOR));
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining("checksum is wrong of: c");
    Crc64 both = new Crc64();
    both.update(HexFormat.of().parseHex(DOCUMENT + other));
    String right = HexFormat.of().toHexDigits(Long.reverseBytes(both.getValue()));
    assertThat(read(archive.replace("fe59446a4361eaf3", right)))
        .containsExactly(
            "expect c collection",
            "expect e collection",
            "c " + DOCUMENT,
            "c " + other,
            "end e",
            "end c");
  }

  @Test
  void anArchiveThatIsCutAnywhereIsNotWhole() {
    byte[] whole = HexFormat.of().parseHex(GOLDEN);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("cut at %d", length).isInstanceOf(BrokenArchive.class);
    }
  }

  @Test
  void anAlteredDocumentIsNoticedByItsChecksum() {
    assertThatThrownBy(() -> read(GOLDEN.replace(DOCUMENT, "0e000000105f6964000200000000")))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void whatStandsBehindTheEndIsRefused() {
    for (String more : List.of(TERMINATOR, DOCUMENT + TERMINATOR, BEGIN + TERMINATOR, "00")) {
      assertThatThrownBy(() -> read(GOLDEN + more)).isInstanceOf(BrokenArchive.class);
    }
  }

  @Test
  void theChecksumIsTheOneOfGo() {
    Crc64 crc = new Crc64();
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    crc.update(digits);
    assertThat(Long.toHexString(crc.getValue())).isEqualTo("995dc9bbdf1939fa");
    Crc64 inPieces = new Crc64();
    for (byte digit : digits) {
      inPieces.update(digit);
    }
    assertThat(inPieces.getValue()).isEqualTo(crc.getValue());
  }

  @Test
  void definitionsGoThereAndBack() {
    CollectionEntry entry =
        new CollectionEntry(
            "orders",
            "collection",
            BsonDocument.parse("{capped: true, size: {$numberLong: '4096'}}"),
            List.of(
                BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}"),
                BsonDocument.parse("{v: 2, key: {n: -1}, name: 'n_-1', unique: true}")),
            "00112233445566778899aabbccddeeff");
    assertThat(CollectionEntry.parse("orders", "", entry.metadata())).isEqualTo(entry);
    assertThat(entry.ownIndexes()).hasSize(1);
  }

  @Test
  void definitionsOfOldToolsSayWhatTheyAreByTheirOptions() {
    assertThat(CollectionEntry.parse("v", "", "{\"options\": {\"viewOn\": \"c\"}}").isView())
        .isTrue();
    assertThat(CollectionEntry.parse("c", "", "").type()).isEqualTo("collection");
    assertThat(CollectionEntry.parse("t", "", "{\"options\": {\"timeseries\": {}}}").isTimeSeries())
        .isTrue();
  }

  private static CollectionEntry plain(String name) {
    return new CollectionEntry(name, "collection", new BsonDocument(), List.of(), "");
  }

  private static List<String> read(String hex) throws IOException {
    return read(HexFormat.of().parseHex(hex));
  }

  private static List<String> read(byte[] bytes) throws IOException {
    Told told = new Told();
    new ArchiveReader(new ByteArrayInputStream(bytes), told).read();
    return told.said;
  }
}

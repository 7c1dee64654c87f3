"""Stands for mongorestore, which no registry has: reads an archive by its public description
(common/archive/spec.md of MongoDB's database tools) with MongoDB's own Python library, and knows the
options that RESTORE.md uses and no other. It shares no line with Drillbook."""

import argparse
import re
import struct
import sys

import bson
import pymongo
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from bson.json_util import JSONOptions, JSONMode, loads

TABLE = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ (0xC96C5795D7870F42 if n & 1 else 0)
    TABLE.append(n)


def crc64(state, data):
    for byte in data:
        state = TABLE[(state ^ byte) & 0xFF] ^ (state >> 8)
    return state


def item(stream):
    """A document's bytes; None at a terminator; b'' at the end."""
    head = stream.read(4)
    if not head:
        return b""
    size = struct.unpack("<i", head)[0]
    if size == -1:
        return None
    data = head + stream.read(size - 4)
    assert len(data) == size and data[-1] == 0, "a document is cut"
    return data


def prelude(stream):
    assert stream.read(4) == struct.pack("<I", 0x8199E26D), "no archive"
    header = bson.decode(item(stream))
    assert header["version"] == "0.1", header
    assert re.match(r"^\d+\.\d+\.\d+", header["server_version"]), header
    found = {}
    while (data := item(stream)) is not None:
        said = bson.decode(data)
        assert list(said) == ["db", "collection", "metadata", "size", "type"], said
        found[said["collection"]] = (said["db"], loads(said["metadata"], json_options=JSONOptions(
            json_mode=JSONMode.CANONICAL, document_class=bson.SON)))
    return found


def main():
    options = argparse.ArgumentParser(allow_abbrev=False)
    for name in ("--config", "--nsInclude", "--nsFrom", "--nsTo"):
        options.add_argument(name, required=True)
    for name in ("--archive", "--stopOnError", "--bypassDocumentValidation"):
        options.add_argument(name, action="store_true", required=True)
    asked = options.parse_args()
    with open(asked.config, encoding="utf-8") as config:
        uri = re.fullmatch(r"uri: '(.*)'\n", config.read()).group(1)
    server = pymongo.MongoClient(uri)
    stream = sys.stdin.buffer
    collections = prelude(stream)
    assert asked.nsInclude == asked.nsFrom == next(iter(collections.values()))[0] + ".*"
    target = server[asked.nsTo[: -len(".*")]]
    raw = CodecOptions(document_class=RawBSONDocument)
    for name, (_, metadata) in collections.items():
        target.command(bson.SON([("create", name), *metadata.get("options", {}).items()]))
    sums, ended, restored = {}, set(), 0
    while data := item(stream):
        header = bson.decode(data)
        assert list(header) == ["db", "collection", "EOF", "CRC"], header
        name = header["collection"]
        assert name in collections and name not in ended, name
        documents = []
        while (data := item(stream)) is not None:
            assert data, "a block is cut"
            sums[name] = crc64(sums.get(name, (1 << 64) - 1), data)
            documents.append(RawBSONDocument(data))
        if documents:
            target.get_collection(name, codec_options=raw).insert_many(documents)
            restored += len(documents)
        if header["EOF"]:
            told = sums.get(name, (1 << 64) - 1) ^ ((1 << 64) - 1)
            assert header["CRC"] & ((1 << 64) - 1) == told, "checksum of " + name
            ended.add(name)
    assert ended == set(collections), "it ends before its collections do"
    for name, (_, metadata) in collections.items():
        indexes = [i for i in metadata["indexes"] if i["name"] != "_id_"]
        if indexes:
            target.command("createIndexes", name, indexes=indexes)
    print(f"{restored} document(s) restored successfully. 0 document(s) failed to restore.")


main()

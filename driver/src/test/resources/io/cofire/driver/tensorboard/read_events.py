"""Reads TensorBoard's event files with nothing but the standard library: framing, checksums, fields."""
import os
import struct
import sys

TABLE = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ (0x82F63B78 if n & 1 else 0)
    TABLE.append(n)


def masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        length, check = struct.unpack_from("<QI", data, at)
        assert masked(data[at : at + 8]) == check, "checksum of a length"
        record = data[at + 12 : at + 12 + length]
        assert masked(record) == struct.unpack_from("<I", data, at + 12 + length)[0], "checksum"
        yield record
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return value, at
        shift += 7


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif kind == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        else:
            length, at = varint(data, at)
            value, at = data[at : at + length], at + length
        yield key >> 3, value


def histogram(data):
    all = dict(fields(data))
    limits = struct.unpack("<%dd" % (len(all[6]) // 8), all[6])
    counts = struct.unpack("<%dd" % (len(all[7]) // 8), all[7])
    assert list(limits) == sorted(limits) and len(limits) == len(counts)
    return "[min %s max %s num %s sum %s squares %s in %d bins: %s]" % (
        all[1], all[2], all[3], all[4], all[5], len(limits), sum(counts))


def said(summary):
    for number, value in fields(summary):
        one = dict(fields(value))
        yield one[1].decode() + "=" + (histogram(one[5]) if 5 in one else str(one[2]))


for name in sorted(os.listdir(sys.argv[1])):
    if "tfevents" in name and not name.startswith("."):
        for record in records(open(os.path.join(sys.argv[1], name), "rb").read()):
            event = dict(fields(record))
            if 3 in event:
                print("version", event[3].decode())
            else:
                print(event[2], event[1], " ".join(said(event[5])))

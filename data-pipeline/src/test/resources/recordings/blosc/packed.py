"""Writes packed.h5: the same events in groups that are packed by every codec and shuffle of Blosc,
and plain (Debian's python3-h5py 3.7.0 and hdf5-filter-plugin-blosc-serial, C-Blosc
1.21.3). HDF5_PLUGIN_PATH=/usr/lib/x86_64-linux-gnu/hdf5/serial/plugins
"""

import h5py
import numpy as np

BLOSC = 32001
CODECS = {"blosclz": 0, "lz4": 1, "lz4hc": 2, "zlib": 4, "zstd": 5}
SHUFFLES = {"none": 0, "bytes": 1, "bits": 2}

rng = np.random.default_rng(17)
n = 5001
columns = {
    "t": np.cumsum(np.arange(n) % 5 * rng.integers(0, 2, n)).astype("i8"),
    "x": (np.arange(n) * 7 % 320).astype("u2"),
    "y": np.sort(rng.integers(0, 240, n)).astype("u2"),
    "p": (np.arange(n) // 50 % 2).astype("u1"),
}

with h5py.File("packed.h5", "w", libver="latest") as file:
    for name, values in columns.items():
        file.create_dataset("plain/" + name, data=values, chunks=(n,), compression="gzip")
    for codec, number in CODECS.items():
        for shuffle, how in SHUFFLES.items():
            if codec == "lz4hc" and shuffle != "bytes":
                continue  # as lz4 when it is read
            group = f"{codec}_{shuffle}"
            chunk = 5000 if how else 1003  # blocks that are split, several of them, and odd ones
            for name, values in columns.items():
                settings = (0, 0, 0, 0, 7, how, number)
                file.create_dataset(
                    f"{group}/{name}", data=values, chunks=(chunk,), compression=BLOSC,
                    compression_opts=settings)
    many = np.arange(70_001)  # t of 8 bytes: several blocks, the last one shorter
    blocks = {"t": 3 * many, "x": many % 320, "y": many // 320 % 240, "p": many % 2}
    for name, values in blocks.items():
        file.create_dataset(
            "blocks/" + name, data=values, chunks=(len(many),), compression=BLOSC,
            compression_opts=(0, 0, 0, 0, 1, 1, 0))
    for name, values in columns.items():  # level 0: chunks that do not shrink, which HDF5 leaves
        file.create_dataset(
            "copied/" + name, data=values, chunks=(3000,), compression=BLOSC,
            compression_opts=(0, 0, 0, 0, 0, 1, 5))

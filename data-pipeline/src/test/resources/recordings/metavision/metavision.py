"""Writes small files in the layout of Metavision's HDF5 (Debian's python3-h5py): CD/events is one
dataset of compounds. In ecf.h5 its chunk is packed with Prophesee's own codec, filter 36559, of which
this file has the number and no real chunk.
"""

import h5py
import numpy as np

EVENT = np.dtype([("x", "<u2"), ("y", "<u2"), ("p", "<i2"), ("t", "<i8")])
TRIGGER = np.dtype([("p", "<i2"), ("t", "<i8"), ("id", "<i2")])
n = 300
events = np.zeros(n, EVENT)
events["x"] = np.arange(n) * 7 % 1280
events["y"] = np.arange(n) * 5 % 720
events["p"] = np.arange(n) % 2
events["t"] = 16_000_000 + np.arange(n) * 37


def write(name, pack):
    with h5py.File(name, "w") as file:
        file.attrs["geometry"] = "1280x720"
        file.attrs["format"] = "ECF"
        cd = file.create_group("CD")
        pack(cd)
        cd["indexes"] = np.zeros(3, [("id", "<u8"), ("ts", "<i8")])
        file.create_group("EXT_TRIGGER").create_dataset("events", data=np.zeros(2, TRIGGER))


def ecf(group):
    settings = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    settings.set_chunk((n,))
    settings.set_filter(36559, h5py.h5z.FLAG_OPTIONAL, ())
    type_ = h5py.h5t.py_create(EVENT, logical=True)
    dataset = h5py.h5d.create(group.id, b"events", type_, h5py.h5s.create_simple((n,)), settings)
    dataset.write_direct_chunk((0,), bytes(range(200)))


write("plain.h5", lambda group: group.create_dataset("events", data=events, chunks=(128,)))
write("shuffled.h5", lambda group: group.create_dataset(
    "events", data=events, chunks=(128,), compression="gzip", shuffle=True, fletcher32=True))
write("ecf.h5", ecf)

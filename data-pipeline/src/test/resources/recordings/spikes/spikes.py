"""Writes small files as those of SHD and SSC (Debian's python3-h5py): words as spikes of 700 units."""

import h5py
import numpy as np

SHD_KEYS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "null",
            "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]


def write(name, labels, times, keys):
    rng = np.random.default_rng(len(name) + len(labels))
    with h5py.File(name, "w") as file:
        spikes = file.create_group("spikes")
        t = spikes.create_dataset("times", (len(labels),), dtype=h5py.vlen_dtype(times))
        u = spikes.create_dataset("units", (len(labels),), dtype=h5py.vlen_dtype("u2"))
        for i, label in enumerate(labels):
            n = 5 + 3 * i
            t[i] = np.sort(rng.uniform(0, 1.2, n)).astype(times)
            u[i] = (label * 7 + np.arange(n) * 31) % 700
        file["labels"] = np.array(labels, "u2")
        if keys:
            extra = file.create_group("extra")
            extra.create_dataset("keys", data=keys, dtype=h5py.string_dtype())
            extra["speaker"] = np.zeros(len(labels), "u2")


write("shd_train.h5", [0, 19, 3, 3, 11, 0], "f2", SHD_KEYS)
write("shd_test.h5", [19, 11, 5], "f2", SHD_KEYS)
write("ssc_train.h5", [34, 0, 2, 2], "f4", [])
write("ssc_valid.h5", [0, 34], "f4", [])
write("ssc_test.h5", [1, 0, 33], "f8", [])

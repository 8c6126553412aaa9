"""Writes v2e.h5: events as v2e's --dvs_h5 writes them, N x 4 of uint32: t in microseconds, x, y, polarity."""

import h5py
import numpy as np

n = 400
i = np.arange(n)
events = np.stack([i * 750, i * 3 % 128, i * 5 % 96, i % 2], axis=1).astype(np.uint32)
with h5py.File("v2e.h5", "w") as file:
    file.create_dataset(
        "events", data=events, maxshape=(None, 4), chunks=(100, 4), compression="gzip"
    )

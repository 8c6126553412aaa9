# Reads a file that cofire has written with NumPy and h5py alone, and prints a line "t x y p" for each event.
import sys

import numpy as np

name = sys.argv[1]


def behind_header(path):
    with open(path, "rb") as file:
        data = file.read()
    while data.startswith(b"%"):
        data = data[data.index(b"\n") + 1:]
    return data


if name.endswith(".npz"):
    with np.load(name) as archive:
        events = [archive[key] for key in "txyp"]
        assert [one.dtype.str for one in events] == ["<i8", "<u2", "<u2", "|u1"], events
elif name.endswith(".h5"):
    import h5py

    with h5py.File(name, "r") as file:
        group = file["events"]
        assert int(group.attrs["width"]) > 0 and int(group.attrs["height"]) > 0
        unit = group["t"].attrs["unit"]
        assert (unit.decode() if isinstance(unit, bytes) else unit) == "us", unit
        events = [group[key][:] for key in "txyp"]
elif name.endswith(".csv"):
    with open(name) as file:
        assert file.readline() == "t,x,y,p\n"
        events = np.loadtxt(file, delimiter=",", dtype=np.int64, ndmin=2).T
elif name.endswith(".dat"):
    data = behind_header(name)
    assert tuple(data[:2]) == (12, 8)
    pairs = np.frombuffer(data[2:], dtype="<u4").reshape(-1, 2)
    where = pairs[:, 1]
    events = [pairs[:, 0], where & 0x3FFF, where >> 14 & 0x3FFF, where >> 28]
elif name.endswith(".raw"):
    data = behind_header(name)
    found, high, low, row, wraps = [], 0, 0, 0, 0
    for word in np.frombuffer(data, dtype="<u2").tolist():
        kind, value = word >> 12, word & 0xFFF
        if kind == 8:
            wraps += value == 0 and high == 0xFFF
            high = value
        elif kind == 6:
            low = value
        elif kind == 0:
            row = value & 0x7FF
        elif kind == 2:
            found.append(((wraps << 24) + (high << 12) + low, value & 0x7FF, row, value >> 11))
    events = np.array(found).T
else:
    sys.exit("no reader for " + name)

for event in zip(*(np.asarray(column).astype(np.int64).tolist() for column in events)):
    print(*event)

package io.cofire.tests.architecture.planted.data.recordings.read;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.data.recordings.columns.Column;

@Breaks(Wall.FAMILIES_OF_RECORDINGS_ARE_APART)
record CoreOfColumns(Column column) {}

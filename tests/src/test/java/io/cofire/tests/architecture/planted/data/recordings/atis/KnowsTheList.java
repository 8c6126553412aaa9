package io.cofire.tests.architecture.planted.data.recordings.atis;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.data.recordings.AllFormats;

@Breaks(Wall.FAMILIES_OF_RECORDINGS_DO_NOT_KNOW_THEIR_LIST)
record KnowsTheList(AllFormats list) {}

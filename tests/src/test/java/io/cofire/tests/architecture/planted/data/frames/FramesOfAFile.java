package io.cofire.tests.architecture.planted.data.frames;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import java.nio.file.Path;

@Breaks(Wall.FRAMES_AND_EVENTS_DO_NO_INPUT_OR_OUTPUT)
record FramesOfAFile(Path file) {}

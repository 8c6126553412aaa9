package io.cofire.driver.convert;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.TakenUnit;
import java.util.List;
import java.util.Map;

/**
 * What has been written.
 *
 * @param events how many
 * @param sensor on which they are
 * @param dropped events that were not written, by what dropped them, in the order of the selection
 * @param unit in which the recording's times were read
 * @param left streams of the recording that were not read
 * @param doubts what may have been read otherwise than it was meant
 */
public record Converted(
    long events,
    SensorGeometry sensor,
    Map<String, Long> dropped,
    TakenUnit unit,
    List<String> left,
    List<String> doubts) {}

package io.cofire.driver.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import java.util.List;

/**
 * What a report says of the data.
 *
 * @param dataset layout that it was prepared from
 * @param sensor size of its sensor; null for images
 * @param classes names of the classes
 * @param trainSamples recordings or images trained on
 * @param testSamples recordings or images scored
 * @param trainEvents events of the recordings trained on
 * @param testEvents events of the recordings scored
 * @param rejected recordings or images that could not be read
 * @param manifest hash of the manifest, which names this content
 */
record DataFacts(
    String dataset,
    @JsonInclude(JsonInclude.Include.NON_NULL) SensorGeometry sensor,
    List<String> classes,
    int trainSamples,
    int testSamples,
    long trainEvents,
    long testEvents,
    int rejected,
    String manifest) {

  boolean ofImages() {
    return sensor == null;
  }

  static DataFacts of(Manifest manifest, String train, String test) {
    SplitInfo trained = manifest.split(train);
    SplitInfo scored = manifest.split(test);
    return new DataFacts(
        manifest.dataset(),
        manifest.contents().either(Contents.Events::sensor, images -> null),
        manifest.classes(),
        trained.samples(),
        scored.samples(),
        trained.events(),
        scored.events(),
        manifest.rejected().size(),
        manifest.sha256());
  }
}

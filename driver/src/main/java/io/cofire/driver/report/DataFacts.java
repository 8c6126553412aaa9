package io.cofire.driver.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.assembly.Cautions;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.Validation;
import java.util.List;

/**
 * What a report says of the data.
 *
 * @param dataset layout that it was prepared from
 * @param sensor size of its sensor; null for images
 * @param classes names of the classes
 * @param trainSamples recordings or images trained on
 * @param testSamples recordings or images scored
 * @param validationSamples recordings or images that epochs were compared on
 * @param trainEvents events of the training split, of a share that is held out too
 * @param testEvents events of the recordings scored
 * @param rejected recordings or images that could not be read
 * @param warnings what can be trained and is hardly meant; in {@code run.json} beside the alarms
 * @param manifest hash of the manifest, which names this content
 */
record DataFacts(
    String dataset,
    @JsonInclude(JsonInclude.Include.NON_NULL) SensorGeometry sensor,
    List<String> classes,
    int trainSamples,
    int testSamples,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int validationSamples,
    long trainEvents,
    long testEvents,
    int rejected,
    @JsonIgnore List<String> warnings,
    String manifest) {

  boolean ofImages() {
    return sensor == null;
  }

  static DataFacts of(Manifest manifest, Recipe recipe) {
    SplitInfo trained = manifest.split(recipe.data().train());
    SplitInfo scored = manifest.split(recipe.data().test());
    int held = recipe.data().validation().map(one -> one.heldOf(trained.labels())).orElse(0);
    return new DataFacts(
        manifest.dataset(),
        manifest.contents().either(Contents.Events::sensor, images -> null),
        manifest.classes(),
        trained.samples() - held,
        scored.samples(),
        recipe
            .data()
            .validation()
            .flatMap(Validation::split)
            .map(split -> manifest.split(split).samples())
            .orElse(held),
        trained.events(),
        scored.events(),
        manifest.rejected().size(),
        Cautions.of(recipe, manifest),
        manifest.sha256());
  }
}

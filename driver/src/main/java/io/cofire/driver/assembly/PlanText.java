package io.cofire.driver.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import java.util.List;

/**
 * A {@link TrainingPlan} as JSON, its recipe as the YAML that a recipe is: for who can keep no more
 * than text.
 */
public final class PlanText {

  private static final JsonMapper JSON = new JsonMapper();

  private PlanText() {}

  private record Written(
      String recipe,
      int workers,
      InputShape trained,
      InputShape scored,
      int classes,
      List<Integer> shards,
      int tested,
      String manifestHash) {}

  /** Writes a plan. */
  public static String of(TrainingPlan plan) {
    Written text =
        new Written(
            plan.recipe().yaml(),
            plan.workers(),
            plan.trained(),
            plan.scored(),
            plan.classes(),
            plan.shards(),
            plan.tested(),
            plan.manifestHash());
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a training's plan", e);
    }
  }

  /** Reads what {@link #of} has written. */
  public static TrainingPlan parse(String json) {
    try {
      Written text = JSON.readValue(json, Written.class);
      return new TrainingPlan(
          Recipe.parse(text.recipe, "the recipe of this run"),
          text.workers,
          text.trained,
          text.scored,
          text.classes,
          text.shards,
          text.tested,
          text.manifestHash);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a training's plan: " + json, e);
    }
  }
}

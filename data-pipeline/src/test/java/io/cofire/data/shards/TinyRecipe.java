package io.cofire.data.shards;

/** The recipe of a network that learns {@link TinyShards}, as text. */
public final class TinyRecipe {

  private static final String NETWORK_AND_TRAINING =
      """
      name: tiny
      seed: 3
      network:
        kind: resnet
        block: tdbn
        stem: {channels: 4}
        stages: [{channels: 8, blocks: 1, stride: 2}]
        neuron: {kind: iterative-lif}
      training:
        ranks: 2
        batch: 6
        epochs: 5
        optimizer: {kind: sgd, rate: 0.1}
      run: {checkpointEverySteps: 3}
      """;

  private TinyRecipe() {}

  /**
   * The recipe on prepared data.
   *
   * @param changes such as {@code "epochs: 5->epochs: 60"}, of what stands in it
   */
  public static String on(Object shards, String... changes) {
    return with("data: {shards: \"%s\", timesteps: 2}\n".formatted(shards), changes);
  }

  /**
   * The recipe with a section {@code data} of one's own.
   *
   * @param changes of what stands in it
   */
  public static String with(String data, String... changes) {
    String text = data + NETWORK_AND_TRAINING;
    for (String change : changes) {
      String[] fromTo = change.split("->", 2);
      if (!text.contains(fromTo[0])) {
        throw new IllegalArgumentException(
            "Cannot change \"%s\" of a recipe without it:%n%s".formatted(fromTo[0], text));
      }
      text = text.replace(fromTo[0], fromTo[1]);
    }
    return text;
  }
}

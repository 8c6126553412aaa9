package io.cofire.ops.network;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.network.NetworkConfig.Outputs;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stem;

/** Residual networks that differ from another in one thing. */
public final class ResNets {

  private ResNets() {}

  /** The same with another readout. */
  public static ResNet withReadout(ResNet like, Readout other) {
    return new ResNet(
        like.block(),
        like.stem(),
        like.stages(),
        like.neuron(),
        like.lastNeuron(),
        other,
        like.hidden(),
        like.dropout(),
        like.encoding(),
        like.outputs());
  }

  /** The same of other blocks. */
  public static ResNet withBlock(ResNet like, BlockConfig other) {
    return new ResNet(
        other,
        like.stem(),
        like.stages(),
        like.neuron(),
        like.lastNeuron(),
        like.readout(),
        like.hidden(),
        like.dropout(),
        like.encoding(),
        like.outputs());
  }

  /** The same with another stem. */
  public static ResNet withStem(ResNet like, Stem other) {
    return new ResNet(
        like.block(),
        other,
        like.stages(),
        like.neuron(),
        like.lastNeuron(),
        like.readout(),
        like.hidden(),
        like.dropout(),
        like.encoding(),
        like.outputs());
  }

  /** The same with another encoding of still images. */
  public static ResNet withEncoding(ResNet like, Encoding other) {
    return new ResNet(
        like.block(),
        like.stem(),
        like.stages(),
        like.neuron(),
        like.lastNeuron(),
        like.readout(),
        like.hidden(),
        like.dropout(),
        other,
        like.outputs());
  }

  /** The same with other outputs. */
  public static ResNet withOutputs(ResNet like, Outputs other) {
    return new ResNet(
        like.block(),
        like.stem(),
        like.stages(),
        like.neuron(),
        like.lastNeuron(),
        like.readout(),
        like.hidden(),
        like.dropout(),
        like.encoding(),
        other);
  }
}

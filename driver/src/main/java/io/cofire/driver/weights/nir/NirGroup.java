package io.cofire.driver.weights.nir;

import io.cofire.ops.diagram.DrawnNode;
import io.jhdf.api.WritableGroup;
import java.util.List;

/**
 * A node as a group of an HDF5 file, with the names and shapes of NIR's primitives.
 *
 * @param group to be filled
 * @param name of the node
 * @param membrane how neurons are said
 */
record NirGroup(WritableGroup group, String name, Membrane membrane) implements DrawnNode.Writer {

  @Override
  public void entry(DrawnNode.Entry node) {
    type("Input");
    group.putDataset("shape", NestedArrays.longs(node.shape()));
  }

  @Override
  public void exit(DrawnNode.Exit node) {
    type("Output");
    group.putDataset("shape", NestedArrays.longs(node.shape()));
  }

  @Override
  public void convolution(DrawnNode.Convolution node) {
    type("Conv2d");
    int outputs = node.bias().length;
    int inputs = node.inputs() / node.groups();
    group.putDataset(
        "weight", NestedArrays.of(node.weight(), outputs, inputs, node.kernel(), node.kernel()));
    group.putDataset("bias", node.bias());
    group.putDataset("stride", pair(node.stride(), node.stride()));
    group.putDataset("padding", pair(node.padding(), node.padding()));
    group.putDataset("dilation", pair(1, 1));
    group.putDataset("groups", (long) node.groups());
    group.putDataset("input_shape", pair(node.height(), node.width()));
  }

  @Override
  public void linear(DrawnNode.Linear node) {
    type("Affine");
    int outputs = node.bias().length;
    group.putDataset(
        "weight", NestedArrays.of(node.weight(), outputs, node.weight().length / outputs));
    group.putDataset("bias", node.bias());
  }

  @Override
  public void neurons(DrawnNode.Neurons node) {
    type(Membrane.type(node.dynamics()));
    membrane
        .parameters(name, node.dynamics())
        .forEach((key, value) -> group.putDataset(key, NestedArrays.filled(value, node.shape())));
  }

  @Override
  public void averagePool(DrawnNode.AveragePool node) {
    type("AvgPool2d");
    group.putDataset("kernel_size", pair(node.height(), node.width()));
    group.putDataset("stride", pair(node.strideHeight(), node.strideWidth()));
    group.putDataset("padding", pair(0, 0));
  }

  @Override
  public void flat(DrawnNode.Flat node) {
    type("Flatten");
    group.putDataset("input_type", NestedArrays.longs(node.shape()));
    group.putDataset("start_dim", 0L);
    group.putDataset("end_dim", -1L);
  }

  private void type(String type) {
    group.putDataset("type", type);
  }

  private static long[] pair(int height, int width) {
    return NestedArrays.longs(List.of(height, width));
  }
}

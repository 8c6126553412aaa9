package io.cofire.ops.diagram;

import io.cofire.ops.neuron.Dynamics;
import java.util.List;

/**
 * What a node of a graph does at each timestep. Maps are [C,H,W] here, as elsewhere in the field.
 */
public sealed interface DrawnNode {

  /** Tells a writer which kind of node this is. */
  void tell(Writer writer);

  /** Writes each kind of node in the form of some other library. */
  interface Writer {
    /** What comes in. */
    void entry(Entry node);

    /** What goes out. */
    void exit(Exit node);

    /** A convolution. */
    void convolution(Convolution node);

    /** A linear layer. */
    void linear(Linear node);

    /** A layer of neurons. */
    void neurons(Neurons node);

    /** An average pool. */
    void averagePool(AveragePool node);

    /** Maps in one row. */
    void flat(Flat node);
  }

  /**
   * What comes in from outside.
   *
   * @param shape [C,H,W]
   */
  record Entry(List<Integer> shape) implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.entry(this);
    }
  }

  /**
   * What goes out.
   *
   * @param shape [K]
   */
  record Exit(List<Integer> shape) implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.exit(this);
    }
  }

  /**
   * A convolution with a square kernel.
   *
   * @param weight [oC,iC/groups,kernel,kernel]
   * @param bias [oC]
   * @param inputs iC
   * @param groups into which channels are divided
   * @param height of the map that it sees
   * @param width of the map that it sees
   */
  record Convolution(
      float[] weight,
      float[] bias,
      int inputs,
      int groups,
      int kernel,
      int stride,
      int padding,
      int height,
      int width)
      implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.convolution(this);
    }
  }

  /**
   * y = W x + b.
   *
   * @param weight [outputs,inputs]
   * @param bias [outputs]; zeros where there is none
   */
  record Linear(float[] weight, float[] bias) implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.linear(this);
    }
  }

  /**
   * Neurons of one kind.
   *
   * @param dynamics the same for all
   * @param shape [C,H,W] or [F]
   */
  record Neurons(Dynamics dynamics, List<Integer> shape) implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.neurons(this);
    }
  }

  /**
   * Means of windows without padding.
   *
   * @param height of a window
   * @param width of a window
   * @param strideHeight from one window to the next
   * @param strideWidth from one window to the next
   */
  record AveragePool(int height, int width, int strideHeight, int strideWidth)
      implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.averagePool(this);
    }
  }

  /**
   * Maps in one row, channel by channel.
   *
   * @param shape [C,H,W]
   */
  record Flat(List<Integer> shape) implements DrawnNode {
    @Override
    public void tell(Writer writer) {
      writer.flat(this);
    }
  }
}

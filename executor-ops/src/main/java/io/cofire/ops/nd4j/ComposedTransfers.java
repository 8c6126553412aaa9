package io.cofire.ops.nd4j;

import java.nio.FloatBuffer;

/** Tensors wherever ND4J keeps its arrays. */
record ComposedTransfers(Nd4jMath math) implements Transfers {

  @Override
  public void upload(FloatBuffer source, Nd4jTensor target) {
    float[] elements = new float[source.remaining()];
    source.get(source.position(), elements);
    math.within(() -> math.copy(flat(target), math.values(elements, elements.length)));
  }

  @Override
  public void download(Nd4jTensor source, FloatBuffer target) {
    float[] elements = new float[elements(source)];
    math.read(flat(source), elements);
    target.put(target.position(), elements);
  }

  @Override
  public void fill(Nd4jTensor target, float value) {
    math.fill(flat(target), value);
  }

  @Override
  public void copy(Nd4jTensor source, Nd4jTensor target) {
    math.copy(flat(target), flat(source));
  }

  private Nd4jArray flat(Nd4jTensor tensor) {
    return math.array(tensor, elements(tensor));
  }

  private static int elements(Nd4jTensor tensor) {
    return tensor.shape().count();
  }
}

package io.cofire.data.imagefiles;

/** Which of CIFAR's binary files one is, and which of its labels is meant. */
public enum CifarKind {
  /** CIFAR-10. */
  TEN(1, 0),
  /** The 100 classes of CIFAR-100. */
  HUNDRED_FINE(2, 1),
  /** The 20 groups of classes of CIFAR-100. */
  HUNDRED_COARSE(2, 0);

  private final int labels;
  private final int meant;

  CifarKind(int labels, int meant) {
    this.labels = labels;
    this.meant = meant;
  }

  /** Labels of an image, a byte each. */
  int labels() {
    return labels;
  }

  /** Place of the label that is meant. */
  int meant() {
    return meant;
  }

  /** Bytes of one image with its labels. */
  int recordBytes() {
    return labels + CifarReader.SHAPE.bytes();
  }
}

package io.cofire.data.simulate;

/** How an image moves before the camera. Paths are given as parts of an amplitude. */
public enum ImageMotion {
  /**
   * Three saccades of 100 ms along a triangle, as for N-MNIST (Orchard 2015), each with the
   * velocity of half a cosine.
   */
  SACCADES(34, 6, 100_000, 1, new double[][] {{-0.5, -0.5}, {0, 0.5}, {0.5, -0.5}}) {
    @Override
    double eased(double part) {
      return (1 - Math.cos(Math.PI * part)) / 2;
    }
  },
  /**
   * Repeated closed-loop smooth movement of the image before a camera at rest, the kind of movement
   * of CIFAR10-DVS (Li 2017). That it is a diamond, six times around at an even speed, 200 ms each,
   * is a choice made here.
   */
  LOOP(128, 16, 50_000, 6, new double[][] {{0, -0.5}, {0.5, 0}, {0, 0.5}, {-0.5, 0}}) {
    @Override
    double eased(double part) {
      return part;
    }
  };

  private final int side;
  private final int amplitude;
  private final long legMicros;
  private final int rounds;

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final double[][] corners;

  ImageMotion(int side, int amplitude, long legMicros, int rounds, double[][] corners) {
    this.side = side;
    this.amplitude = amplitude;
    this.legMicros = legMicros;
    this.rounds = rounds;
    this.corners = corners;
  }

  /** Part of a leg's way after a part of its time. */
  abstract double eased(double part);

  /** Width and height of the sensor that the data set was made with. */
  public int side() {
    return side;
  }

  /** Length of the way from left to right, in pixels of that sensor. */
  double amplitude() {
    return amplitude;
  }

  long durationMicros() {
    return legMicros * corners.length * rounds;
  }

  /** Where the image is against the middle, from -0.5 to 0.5 along each side: x, then y. */
  double[] place(long micros) {
    int leg = (int) (micros / legMicros);
    double[] from = corners[leg % corners.length];
    double[] to = corners[(leg + 1) % corners.length];
    double part = eased((double) (micros - leg * legMicros) / legMicros);
    return new double[] {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])};
  }
}

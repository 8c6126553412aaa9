package io.cofire.driver.figures.lab;

/** What a figure may be computed on, and the option that brings it. */
public enum SampleKind {
  /** Still images; drawn ones without the option. */
  IMAGES("--images"),
  /** Recordings; simulated ones without the option. */
  RECORDINGS("--recordings");

  private final String option;

  SampleKind(String option) {
    this.option = option;
  }

  /** As the command takes it. */
  public String option() {
    return option;
  }
}

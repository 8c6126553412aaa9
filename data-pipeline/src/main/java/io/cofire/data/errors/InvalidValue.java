package io.cofire.data.errors;

/** A value that a rule forbids; the message is {@code Invalid KEY: VALUE (RULE)}. */
public final class InvalidValue extends IllegalArgumentException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String value;
  private final String rule;

  /**
   * Refuses a value.
   *
   * @param key what it is called where the user writes it, such as {@code neuron.decay}
   * @param value what was found
   * @param rule what is allowed, or why this is not, such as {@code must be in [0, 1)}
   */
  public InvalidValue(String key, Object value, String rule) {
    super("Invalid " + key + ": " + value + " (" + rule + ")");
    this.key = key;
    this.value = String.valueOf(value);
    this.rule = rule;
  }

  /** What it is called where the user writes it. */
  public String key() {
    return key;
  }

  /** What was found, as it was printed. */
  public String value() {
    return value;
  }

  /** What is allowed, or why this is not. */
  public String rule() {
    return rule;
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}

package io.cofire.ops.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a processor multiplies numbers of 16 bits itself. Libraries compute them on any, but by
 * way of float32 and slower than that, which nobody who asks for 16 bits wants.
 *
 * @param processor its model
 * @param flags what the system says that it has
 * @param limit what oneDNN is told to use at most (ONEDNN_MAX_CPU_ISA); empty for all
 */
public record SixteenBits(String processor, Set<String> flags, String limit) {

  private static final String VARIABLE = "ONEDNN_MAX_CPU_ISA";
  private static final List<String> FOR_BF16 = List.of("avx512_bf16", "amx_bf16");
  private static final List<String> FOR_FP16 = List.of("avx512_fp16");
  private static final Set<String> LIMITS_WITHOUT_BF16 =
      Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2", "AVX512_CORE", "AVX512_CORE_VNNI");

  /** Of this machine and process. */
  public static SixteenBits here() {
    String limit = Optional.ofNullable(System.getenv(VARIABLE)).orElse("").strip();
    return new SixteenBits(Machine.processor(), Machine.flags(), limit);
  }

  /** Whether products of this precision are the processor's own. */
  public boolean has(Precision precision) {
    return precision == Precision.FLOAT32 || (hasFlag(precision) && isAllowed(precision));
  }

  private boolean hasFlag(Precision precision) {
    return needed(precision).stream().anyMatch(flags::contains);
  }

  private static List<String> needed(Precision precision) {
    return precision == Precision.BF16 ? FOR_BF16 : FOR_FP16;
  }

  private boolean isAllowed(Precision precision) {
    String most = limit.toUpperCase(Locale.ROOT);
    return !LIMITS_WITHOUT_BF16.contains(most)
        && (precision == Precision.BF16 || !most.equals("AVX512_CORE_BF16"));
  }

  /**
   * Accepts a precision whose products are the processor's own.
   *
   * @param engine names who would compute
   * @throws EngineException otherwise; the message says what is missing
   */
  public void require(String engine, Precision precision) {
    if (!has(precision)) {
      throw refused(engine, precision, hasFlag(precision) ? limited() : lacking(precision));
    }
  }

  private String limited() {
    return String.format(Locale.ROOT, "%s %s leaves it no instructions for that", VARIABLE, limit);
  }

  private String lacking(Precision precision) {
    return String.format(
        Locale.ROOT,
        "the processor (%s) has no %s and would be slower than in float32",
        processor.isEmpty() ? "of no known model" : processor,
        String.join(" and no ", needed(precision)));
  }

  /** That an engine does not compute so here, with what it can. */
  private EngineException refused(String engine, Precision precision, String why) {
    List<String> others =
        Stream.of(Precision.values()).filter(this::has).map(Precision::toString).toList();
    return new EngineException(
        String.format(
            Locale.ROOT,
            "Cannot open engine %s in %s on %s: %s (set run.precision: %s)",
            engine,
            precision,
            Machine.host(),
            why,
            String.join(" or ", others)));
  }
}

package io.cofire.tests.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/** The walls of the house; {@link Breaks} marks a planted fault for each. */
public enum Wall {
  MODULES_POINT_ONE_WAY(Directions::modules),
  ROOMS_OF_DATA_HAVE_NO_CIRCLES(house -> Directions.noCircles(house + ".data.(*)..")),
  ROOMS_OF_OPS_HAVE_NO_CIRCLES(house -> Directions.noCircles(house + ".ops.(*)..")),
  ROOMS_OF_DRIVER_HAVE_NO_CIRCLES(house -> Directions.noCircles(house + ".driver.(*)..")),
  FAMILIES_OF_RECORDINGS_ARE_APART(Directions::families),
  FAMILIES_OF_RECORDINGS_DO_NOT_KNOW_THEIR_LIST(Directions::listAboveFamilies),
  WHAT_A_RUN_SAYS_IS_READ_WITHOUT_ITS_JOBS(Directions::reportsWithoutJobs),

  SPARK_STAYS_IN_ITS_ROOMS(Libraries::spark),
  ND4J_STAYS_IN_ITS_ENGINE_AND_AVERAGING(Libraries::nd4j),
  LIBTORCH_STAYS_IN_ITS_ENGINE(Libraries::libtorch),
  ONEDNN_STAYS_IN_ITS_ROOM(Libraries::oneDnn),
  OPENCV_STAYS_IN_ITS_ROOM(Libraries::openCv),
  SHARED_KERNELS_NAME_NO_TENSOR_LIBRARY(Libraries::sharedKernels),
  FRAMES_AND_EVENTS_DO_NO_INPUT_OR_OUTPUT(Libraries::framesAndEvents),

  NO_GENERATOR_BUT_THE_SPLITTABLE_ONE(Randomness::generators),
  GENERATORS_COME_FROM_A_KEY(Randomness::keys),
  NO_HIDDEN_SOURCE_OF_CHANCE(Randomness::hiddenSources),
  NAMES_BY_CHANCE_ONLY_FOR_RUNS(Randomness::names),
  PARALLEL_STREAMS_ONLY_WHERE_ORDER_IS_NOTHING(Randomness::parallel),

  EXCEPTIONS_SAY_WHAT_THEY_ARE(Exceptions::diagnosed),
  TEXT_IS_THE_SAME_IN_EVERY_LOCALE(Locales::formats),
  REFUSED_CHANGES_OF_FILES_ARE_TOLD(FileChanges::answered);

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<String, ArchRule> rule;

  Wall(Function<String, ArchRule> rule) {
    this.rule = rule;
  }

  /**
   * The rule.
   *
   * @param house the package that holds {@code data}, {@code ops} and {@code driver}
   */
  ArchRule over(String house) {
    return rule.apply(house);
  }
}

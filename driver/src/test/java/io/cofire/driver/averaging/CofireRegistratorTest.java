package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import io.cofire.data.errors.Diagnosis;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.TaskFailure;
import io.cofire.ops.inference.Flips;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.tensor.Shape;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class CofireRegistratorTest {

  @TempDir static Path folder;

  private final KryoSerializer serializer =
      new KryoSerializer(AveragingJob.configure(new SparkConf(false)));

  /** Together they hold every class that a recipe can hold; a test below says so. */
  static Stream<List<String>> variants() {
    return RecipeVariants.ALL.stream();
  }

  @Test
  void theVariantsHoldEveryClassThatARecipeCanHold() throws Exception {
    Set<Class<?>> held = new HashSet<>();
    for (List<String> variant : RecipeVariants.ALL) {
      held.addAll(RecipeVariants.held(recipe(variant)));
    }
    assertThat(held).containsAll(RecipeVariants.possible());
    assertThat(RecipeVariants.possible()).hasSizeGreaterThan(50);
  }

  private static Recipe recipe(List<String> variant) throws IOException {
    return SmallRun.in(folder).recipe(variant.toArray(new String[0]));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyClassThatAModelHoldsIsRegisteredAndSurvives(List<String> variant) throws Exception {
    Recipe recipe = recipe(variant);
    NetBroadcastTuple sent = tuple(recipe);
    Kryo kryo = serializer.newKryo();
    Set<String> missing = new TreeSet<>();
    for (Class<?> type : reachable(sent)) {
      if (kryo.getClassResolver().getRegistration(type) == null) {
        missing.add(type.getName());
      }
    }
    assertThat(missing).isEmpty();

    NetBroadcastTuple received = roundTrip(sent, NetBroadcastTuple.class);
    assertThat(received.getConfiguration()).isEqualTo(sent.getConfiguration());
    assertThat(received.getParameters()).isEqualTo(sent.getParameters());
    SpikingLayer layer = (SpikingLayer) received.getConfiguration().getConf(0).getLayer();
    assertThat(layer.plan().recipe()).isEqualTo(recipe);
    MultiLayerConfiguration json =
        MultiLayerConfiguration.fromJson(sent.getConfiguration().toJson());
    assertThat(json).isEqualTo(sent.getConfiguration());
  }

  @Test
  void everyConstantOfTheConfigurationsEnumsSurvives() {
    for (Class<? extends Enum<?>> type :
        List.of(
            BackpropType.class,
            CacheMode.class,
            DataType.class,
            GradientNormalization.class,
            WorkspaceMode.class)) {
      for (Enum<?> constant : type.getEnumConstants()) {
        assertThat((Object) roundTrip(constant, Enum.class)).isSameAs(constant);
      }
    }
  }

  @Test
  void resultsSurvive() {
    INDArray vector = Nd4j.createFromArray(1f, 2f, 3f);
    RoundSums sums = RoundSums.ZERO.plus(new Loss.Share(2, 2, 4), 7).plusDataNanos(9);
    AveragingResult result =
        roundTrip(AveragingResult.of(vector, null, sums, "3"), AveragingResult.class);
    assertThat(result.getParameters()).isEqualTo(vector);
    assertThat(result.getUpdaterState()).isNull();
    assertThat(result.sums()).usingRecursiveComparison().isEqualTo(sums);
    assertThat(result.executor()).isEqualTo("3");
    assertThat(result.failure()).isEmpty();
    TaskFailure failure = new TaskFailure("Worker 1 failed", Diagnosis.DIVERGENCE);
    TaskFailure told =
        roundTrip(AveragingResult.failed(failure, "3"), AveragingResult.class)
            .failure()
            .orElseThrow();
    assertThat(told).hasMessage("Worker 1 failed");
    assertThat(told.diagnosis()).isEqualTo(Diagnosis.DIVERGENCE);
  }

  @Test
  void evaluationsSurvive() {
    Evaluation sent =
        new Evaluation(
            1.5,
            6,
            5,
            1,
            new long[][] {{3, 1}, {0, 2}},
            List.of(new NeuronActivity("stem.neuron", 5, 50)),
            List.of(
                new LayerInput("stem.conv", Signal.CURRENTS, 0, 70),
                new LayerInput("head", Signal.SPIKES, 3, 30)),
            new Flips(50, 4, 1));
    assertThat(roundTrip(sent, Evaluation.class)).usingRecursiveComparison().isEqualTo(sent);
  }

  private <T> T roundTrip(T sent, Class<T> type) {
    SerializerInstance kryo = serializer.newInstance();
    ClassTag<T> tag = ClassTag$.MODULE$.apply(type);
    return kryo.deserialize(kryo.serialize(sent, tag), tag);
  }

  private static NetBroadcastTuple tuple(Recipe recipe) {
    InputShape input = new InputShape(3, 2, 7, 9);
    RunText run = RunText.of(new TrainingPlan(recipe, 2, input, input, 2, List.of(13), 5, "abc"));
    Layout.Builder parameters = new Layout.Builder();
    parameters.add("conv.weight", Shape.of(4), true);
    parameters.add("norm.gamma", Shape.of(2), false);
    Layout.Builder statistics = new Layout.Builder();
    statistics.add("norm.mean", Shape.of(2), false);
    SpikingLayer layer = new SpikingLayer(run, parameters.build(), statistics.build());
    MultiLayerConfiguration configuration = AveragedModel.configuration(layer, run);
    configuration.getConf(0).addVariable(FlatParameters.PARAMETERS);
    return new NetBroadcastTuple(configuration, Nd4j.rand(1, 8), Nd4j.rand(1, 6));
  }

  /** The class of every object that a field, an element or an entry leads to. */
  private static Set<Class<?>> reachable(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Class<?>> types = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Object object = open.pop();
      if (seen.add(object)) {
        types.add(
            object instanceof Enum<?> constant ? constant.getDeclaringClass() : object.getClass());
        children(object).forEach(open::push);
      }
    }
    return types;
  }

  private static List<Object> children(Object object) throws IllegalAccessException {
    List<Object> children = new java.util.ArrayList<>();
    if (object instanceof Collection<?> elements) {
      children.addAll(elements);
    } else if (object instanceof Map<?, ?> map) {
      children.addAll(map.keySet());
      children.addAll(map.values());
    } else if (object instanceof Object[] elements) {
      children.addAll(List.of(elements));
    } else if (isOurs(object)) {
      for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
        addFields(object, type, children);
      }
    }
    children.removeIf(java.util.Objects::isNull);
    return children;
  }

  private static boolean isOurs(Object object) {
    String name = object.getClass().getName();
    boolean configures = name.startsWith("org.") || name.startsWith("io.cofire.");
    return configures && !(object instanceof Enum<?>) && !(object instanceof INDArray);
  }

  private static void addFields(Object object, Class<?> type, List<Object> children)
      throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      boolean sent = !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers);
      if (sent && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        children.add(field.get(object));
      }
    }
  }
}

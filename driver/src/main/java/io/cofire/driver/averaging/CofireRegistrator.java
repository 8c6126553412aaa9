package io.cofire.driver.averaging;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.cofire.data.errors.Fault;
import io.cofire.ops.rank.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.serializer.KryoRegistrator;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.kryo.Nd4jSerializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Registers with Kryo every class that the averaging job sends, so that {@code
 * spark.kryo.registrationRequired} can be on: a class that is missing here is an error in the tests
 * and not a slow surprise on a cluster. It takes the place of ND4J's registrator, which knows
 * arrays only.
 */
public final class CofireRegistrator implements KryoRegistrator {

  /** Everything but arrays; the order gives the numbers on the wire, so all processes share it. */
  private static final List<Class<?>> CLASSES =
      List.of(
          NetBroadcastTuple.class,
          MultiLayerConfiguration.class,
          NeuralNetConfiguration.class,
          SpikingLayer.class,
          LossLayer.class,
          RecipeLoss.class,
          ActivationIdentity.class,
          WeightInitXavier.class,
          Sgd.class,
          BackpropType.class,
          CacheMode.class,
          DataType.class,
          GradientNormalization.class,
          OptimizationAlgorithm.class,
          WorkspaceMode.class,
          AveragingResult.class,
          Fault.class,
          float[][].class,
          long[].class,
          ArrayList.class,
          HashMap.class,
          AtomicInteger.class,
          Object[].class);

  /** Spark makes it by name. */
  public CofireRegistrator() {}

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(Nd4j.getBackend().getNDArrayClass(), new Nd4jSerializer());
    kryo.register(Evaluation.class, new JavaSerializer()); // Kryo 4 cannot set a record's fields
    kryo.register(RoundSums.class, new JavaSerializer());
    CLASSES.forEach(kryo::register);
  }
}

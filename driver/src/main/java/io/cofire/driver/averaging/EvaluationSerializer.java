package io.cofire.driver.averaging;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.cofire.ops.inference.Flips;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.rank.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** Kryo 4 cannot set a record's fields, so an evaluation is written and read field by field. */
final class EvaluationSerializer extends Serializer<Evaluation> {

  @Override
  public void write(Kryo kryo, Output output, Evaluation evaluation) {
    output.writeDouble(evaluation.lossSum());
    output.writeLong(evaluation.count());
    output.writeLong(evaluation.topFive());
    output.writeLong(evaluation.undefined());
    output.writeInt(evaluation.confusion().length);
    for (long[] row : evaluation.confusion()) {
      output.writeLongs(row);
    }
    output.writeInt(evaluation.activity().size());
    for (NeuronActivity activity : evaluation.activity()) {
      output.writeString(activity.layer());
      output.writeLong(activity.spikes());
      output.writeLong(activity.neuronSteps());
    }
    output.writeInt(evaluation.inputs().size());
    for (LayerInput input : evaluation.inputs()) {
      output.writeString(input.layer());
      output.writeString(input.signal().name());
      output.writeLong(input.spikes());
      output.writeLong(input.elements());
    }
    output.writeLong(evaluation.flips().neuronSteps());
    output.writeLong(evaluation.flips().flipped());
    output.writeLong(evaluation.flips().unexplained());
  }

  @Override
  public Evaluation read(Kryo kryo, Input input, Class<Evaluation> type) {
    double lossSum = input.readDouble();
    long count = input.readLong();
    long topFive = input.readLong();
    long undefined = input.readLong();
    int classes = input.readInt();
    long[][] confusion = new long[classes][];
    for (int row = 0; row < classes; row++) {
      confusion[row] = input.readLongs(classes);
    }
    List<NeuronActivity> activity = new ArrayList<>();
    for (int left = input.readInt(); left > 0; left--) {
      activity.add(new NeuronActivity(input.readString(), input.readLong(), input.readLong()));
    }
    List<LayerInput> inputs = new ArrayList<>();
    for (int left = input.readInt(); left > 0; left--) {
      String layer = input.readString();
      Signal signal = Signal.valueOf(input.readString());
      inputs.add(new LayerInput(layer, signal, input.readLong(), input.readLong()));
    }
    Flips flips = new Flips(input.readLong(), input.readLong(), input.readLong());
    return new Evaluation(lossSum, count, topFive, undefined, confusion, activity, inputs, flips);
  }
}

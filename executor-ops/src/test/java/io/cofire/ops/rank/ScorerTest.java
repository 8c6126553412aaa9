package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.inference.Answer;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trained network says without a trainer. */
class ScorerTest {

  @Test
  void itSaysWhatAnEvaluationSaysOfEachSample() {
    TrainerConfig config = TinyTask.config(Block.SEW, 4);
    Scorer.Setting setting =
        new Scorer.Setting(
            config.network(), config.scoring(), config.classes(), config.loss(), config.seed());
    try (Kernels kernels = new ReferenceKernels();
        RankTrainer trainer = TinyTask.alone(kernels, config)) {
      trainer.step(TinyTask.batch(0, 4), 4);
      List<Answer> evaluated = new ArrayList<>();
      List<Integer> samples = new ArrayList<>();
      trainer.evaluate(
          TinyTask.batches(TinyTask.batch(4, 8), TinyTask.batch(8, 12)),
          Counting.SPIKES,
          (sample, label, answer) -> {
            samples.add(sample);
            assertThat(label).isEqualTo(sample % TinyTask.CLASSES);
            evaluated.add(answer);
          });
      assertThat(samples).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
      TrainingState state = trainer.state();
      try (Scorer scorer =
          Scorer.trained(kernels, setting, state.parameters(), state.statistics(), 4)) {
        List<Answer> answers = new ArrayList<>(scorer.answers(TinyTask.batch(4, 8)));
        answers.addAll(scorer.answers(TinyTask.batch(8, 12)));
        assertThat(answers).isEqualTo(evaluated);
      }
    }
  }
}

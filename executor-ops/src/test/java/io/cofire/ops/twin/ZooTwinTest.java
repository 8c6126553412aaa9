package io.cofire.ops.twin;

import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.ResNets;
import io.cofire.ops.zoo.SmallZoo;
import io.cofire.ops.zoo.Zoo;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A scaled-down twin of every family of the zoo: fewer blocks and channels, smaller inputs, no
 * dropout, which has a test of its own.
 */
class ZooTwinTest {

  private static final int TIMESTEPS = 2;

  static Stream<Subject> families() {
    return Stream.of(
        scaled("tdbn-resnet17", 0, 2, 7),
        scaled("tdbn-resnet19", 0, 3, 7),
        scaled("tdbn-resnet34", 0, 4, 17),
        scaled("tdbn-resnet50", 0, 4, 17),
        scaled("sew-resnet18", 0, 4, 17),
        scaled("sew-resnet50", 0, 4, 17),
        scaled("spiking-resnet34", 0, 4, 17),
        scaled("spiking-resnet101", 0, 4, 17),
        scaled("sew-7b", 0, 3, 8),
        joined(Join.AND),
        joined(Join.IAND),
        scaled("plain-7b", 0, 3, 8),
        scaled("spiking-7b", 0, 3, 8),
        scaled("sew-wide-7b", 3, 6, 8),
        scaled("ms-resnet18", 0, 4, 17),
        scaled("ms-resnet104", 0, 4, 32),
        scaled("ms-resnet20", 0, 3, 7),
        scaled("ms-resnet20-dvs", 0, 3, 17),
        scaled("vanilla-resnet20", 0, 3, 7),
        scaled("without-lif-resnet20", 0, 3, 7),
        scaled("plainnet20", 0, 3, 7),
        scaled("sr-b-resnet32", 0, 3, 7),
        scaled("sr-c-resnet32", 0, 3, 7));
  }

  private static Subject scaled(String name, int fromStage, int toStage, int side) {
    ResNet paper = (ResNet) Zoo.find(name).orElseThrow().network();
    return subject(name, name, paper, fromStage, toStage, side);
  }

  private static Subject joined(Join join) {
    ResNet add = (ResNet) Zoo.find("sew-7b").orElseThrow().network();
    SewBlock block = new SewBlock(ResidualPath.BASIC, join, LastNorm.LIKE_OTHERS);
    return subject("sew-7b with " + join, "sew-7b", ResNets.withBlock(add, block), 0, 3, 8);
  }

  private static Subject subject(
      String name, String inputOf, ResNet paper, int fromStage, int toStage, int side) {
    InputShape small = SmallZoo.input(inputOf, TIMESTEPS, side);
    ResNet scaled = SmallZoo.smaller(paper, paper.stages().subList(fromStage, toStage), 2);
    Subject plain = NetworkTwinTest.subject(name + ", scaled down", scaled, small);
    int convolutions = scaled.stem().convolutions();
    return convolutions == 1 ? plain : plain.vanishing("stem.conv" + convolutions + ".bias");
  }

  @ParameterizedTest
  @MethodSource("families")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Subject network) throws Exception {
    Agreement.require(network, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
  }
}

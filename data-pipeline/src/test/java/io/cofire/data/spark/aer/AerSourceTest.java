package io.cofire.data.spark.aer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.SharedData;
import io.cofire.data.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings as tables. */
class AerSourceTest {

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .config(LocalSpark.conf("local[2]"))
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void aRowARecordingWithItsEventsAsArrays() {
    Row row = aer().load(nmnist("Train/5/00001.bin")).collectAsList().get(0);

    assertThat(row.schema().simpleString())
        .isEqualTo(
            "struct<path:string,label:string,format:string,width:int,height:int,events:bigint,"
                + "t:array<bigint>,x:array<int>,y:array<int>,p:array<tinyint>,error:string>");
    assertThat(row.<String>getAs("path")).endsWith("/Train/5/00001.bin");
    assertThat(row.<String>getAs("label")).isNull();
    assertThat(row.<String>getAs("format")).isEqualTo("atis-bin");
    assertThat(row.<Long>getAs("events")).isEqualTo(4_681);
    for (String column : List.of("t", "x", "y", "p")) {
      assertThat(row.getList(row.fieldIndex(column))).hasSize(4_681);
    }
    assertThat(row.<String>getAs("error")).isNull();
  }

  @Test
  void foldersAreClassesAndSparkSqlCountsThem() {
    aer().option("label", "folder").load(nmnist("Train")).createOrReplaceTempView("recordings");

    List<Row> rows =
        spark
            .sql(
                "SELECT label, count(*) AS recordings, sum(events) AS events FROM recordings"
                    + " GROUP BY label ORDER BY label")
            .collectAsList();

    assertThat(rows).extracting(row -> row.getString(0)).containsExactly("0123456789".split(""));
    assertThat(rows.stream().mapToLong(row -> row.getLong(1)).sum()).isEqualTo(600);
  }

  @Test
  void everyEventIsARow() {
    Dataset<Row> events =
        aer().option("explode", "true").option("sensor", "34x34").load(nmnist("Train/5/0000*.bin"));
    Dataset<Row> arrays = aer().load(nmnist("Train/5/0000*.bin"));
    String sums = "count(t), sum(t), sum(x), sum(y), sum(p), max(width), count(distinct path)";

    Row exploded = events.selectExpr(sums.split(", ")).first();
    Row gathered =
        arrays
            .selectExpr("path", "width", "inline(arrays_zip(t, x, y, p))")
            .selectExpr(sums.split(", "))
            .first();

    assertThat(exploded.getInt(5)).isEqualTo(34);
    for (int i : new int[] {0, 1, 2, 3, 4, 6}) {
      assertThat(exploded.getLong(i)).isEqualTo(gathered.getLong(i));
    }
  }

  @Test
  void timesArePushedDownAndOnlyColumnsInUseAreRead() {
    Dataset<Row> events = aer().option("explode", "true").load(nmnist("Train/5/00001.bin"));
    Dataset<Row> first = events.where("t >= 1000 AND t < 100000 AND x > 3").select("t", "p");

    String plan = first.queryExecution().executedPlan().toString();

    assertThat(plan).contains("columns [t, x, p], TimeFilter[from=1000, to=99999]");
    assertThat(plan).doesNotContain("(t#0L >= 1000)");
    long expected =
        events.collectAsList().stream()
            .filter(row -> row.<Long>getAs("t") >= 1000 && row.<Long>getAs("t") < 100_000)
            .filter(row -> row.<Integer>getAs("x") > 3)
            .count();
    assertThat(first.count()).isEqualTo(expected).isPositive();
    assertThat(events.where("t > 9223372036854775807").count()).isZero();
    assertThat(events.where("t = " + events.first().<Long>getAs("t")).count()).isPositive();
  }

  @Test
  void aRecordingIsNotOpenedForItsNameAndLabel() throws IOException {
    damaged("cat");

    Dataset<Row> all = aer().option("label", "folder").option("mode", "failfast").load(here());

    assertThat(all.select("label").collectAsList().get(0).getString(0)).isEqualTo("cat");
    assertThat(all.count()).isEqualTo(1);
    assertThatThrownBy(() -> all.select("events").collectAsList())
        .hasMessageContaining(
            "Cannot read recording file:%s/cat/short.bin: event truncated at byte 10 (need 5, found 1)"
                .formatted(folder));
  }

  @Test
  void aDamagedRecordingIsARowThatSaysSoOrIsDropped() throws IOException {
    damaged("cat");
    Files.write(folder.resolve("cat/whole.bin"), new byte[] {1, 2, 0, 0, 7});
    for (String explode : List.of("false", "true")) {
      DataFrameReader reader = aer().option("explode", explode);

      List<Row> rows = reader.load(here()).orderBy("path").collectAsList();
      List<Row> dropped = reader.option("mode", "dropmalformed").load(here()).collectAsList();

      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).<String>getAs("error"))
          .isEqualTo("event truncated at byte 10 (need 5, found 1)");
      assertThat(rows.get(0).<Object>getAs("t")).isNull();
      assertThat(rows.get(1).<Object>getAs("t")).isNotNull();
      assertThat(dropped).hasSize(1);
      assertThat(reader.load(here()).count()).isEqualTo(1);
    }
  }

  @Test
  void filesOfNoFormatAreErrorsAndCanBePassedOverByName() throws IOException {
    Files.writeString(folder.resolve("read.me"), "nothing");
    Files.writeString(folder.resolve("_SUCCESS"), "");
    Files.write(folder.resolve("whole.bin"), new byte[] {1, 2, 0, 0, 7});

    List<Row> rows = aer().load(here()).orderBy("path").collectAsList();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).<String>getAs("error")).startsWith("unknown format (expected ");
    assertThat(aer().option("pathGlobFilter", "*.bin").load(here()).count()).isEqualTo(1);
  }

  @Test
  void theDecodingOptionsAreThoseOfTheCommands() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "2,1,9,0,5\n2,3,9,1,8\n");
    Files.writeString(folder.resolve("b.csv"), "1,2\n");

    List<Row> rows =
        aer()
            .option("timeUnit", "ms")
            .option("columns", "y,x,_,p,t")
            .option("valid-bits", "OBEYED")
            .option("stream", "0")
            .option("orientation", "transpose")
            .option("explode", "true")
            .load(folder.resolve("a.csv").toString())
            .orderBy("t")
            .select("t", "x", "y", "p", "height")
            .collectAsList();

    assertThat(rows).extracting(Row::mkString).containsExactly("50002104", "80002314");
    assertThatThrownBy(() -> aer().option("timeUnit", "weeks").load(here()))
        .hasMessage(
            "Invalid option timeUnit of source aer: weeks (expected one of by-type, seconds,"
                + " milliseconds, microseconds, nanoseconds)");
    assertThatThrownBy(() -> aer().option("columns", "t,x,y").load(here()))
        .hasMessageStartingWith("Invalid option columns of source aer: t,x,y (expected one of p,");
    assertThatThrownBy(() -> aer().option("format", "gif").load(here()))
        .hasMessageStartingWith(
            "Invalid option format of source aer: gif (expected one of atis-bin");
  }

  @Test
  void faultsAreLetGoAsTheOptionSays() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "5,1,1,0\n6,99,1,1\n7,2,2,1\n8,3");
    DataFrameReader reader = aer().option("sensor", "34x34");

    Row refused = reader.load(here()).collectAsList().get(0);
    assertThat(refused.<String>getAs("error")).startsWith("event outside the sensor at byte 8 (");
    Row kept = reader.option("faults", "drop-outside,keep-whole").load(here()).first();

    assertThat(kept.<String>getAs("error")).isNull();
    assertThat(kept.<Long>getAs("events")).isEqualTo(2);
  }

  @Test
  void mistakesInOptionsAreSaidBeforeAnythingIsRead() {
    assertThatThrownBy(() -> aer().option("mode", "lenient").load(here()))
        .hasMessage(
            "Invalid option mode of source aer: lenient (expected one of permissive,"
                + " dropmalformed, failfast)");
    assertThatThrownBy(() -> aer().option("sensor", "34").load(here()))
        .hasMessage(
            "Invalid option sensor of source aer: 34 (expected WIDTHxHEIGHT, such as 34x34)");
    assertThatThrownBy(() -> aer().option("exploded", "true").load(here()))
        .hasMessageStartingWith("Invalid option exploded of source aer: true (there is no such");
    assertThatThrownBy(() -> aer().load())
        .hasMessageStartingWith("Cannot read recordings: no path was given");
    assertThatThrownBy(() -> aer().load(here() + "/none").count())
        .hasMessageContaining("Cannot read recordings at %s/none: no such file", here());
  }

  @Test
  void recordingsAreDividedOverTasksInTheirOrder() {
    List<FoundRecording> files =
        Arrays.asList(
            new FoundRecording("a", null, 10),
            new FoundRecording("b", null, 10),
            new FoundRecording("c", null, 500),
            new FoundRecording("d", null, 10));

    List<AerPartition> plan = AerPartition.plan(files, 2, 100, 5);

    assertThat(plan)
        .extracting(partition -> partition.files().stream().map(FoundRecording::path).toList())
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
  }

  private void damaged(String label) throws IOException {
    Path file = Files.createDirectories(folder.resolve(label)).resolve("short.bin");
    Files.write(file, new byte[] {1, 2, 0, 0, 7, 1, 2, 0, 0, 9, 3});
  }

  private String here() {
    return folder.toString();
  }

  private static DataFrameReader aer() {
    return spark.read().format("aer");
  }

  private static String nmnist(String below) {
    return SharedData.require("nmnist-small") + "/" + below;
  }
}

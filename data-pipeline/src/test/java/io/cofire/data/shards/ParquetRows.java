package io.cofire.data.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** The rows of a Parquet file as its own library prints them. */
public final class ParquetRows {

  private ParquetRows() {}

  /** A text for each row. */
  public static List<String> of(byte[] file) throws IOException {
    Path path = Files.createTempFile("rows", ".parquet");
    try {
      Files.write(path, file);
      return of(path);
    } finally {
      Files.delete(path);
    }
  }

  private static List<String> of(Path path) throws IOException {
    List<String> rows = new ArrayList<>();
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(path.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), place)
            .withConf(new Configuration(false))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString().strip().replace("\n", " "));
      }
    }
    return rows;
  }
}

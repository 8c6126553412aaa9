package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One dataset of compounds with a member for each column, such as {@code CD/events}.
 *
 * @param dataset the dataset
 * @param type its type
 */
record Hdf5Compounds(Dataset dataset, CompoundDataType type) implements Hdf5Rows {

  /** Those of a dataset whose members are all there and lie within it: the library trusts sizes. */
  static Optional<Hdf5Source> of(Dataset dataset) {
    CompoundDataType type = (CompoundDataType) dataset.getDataType();
    boolean within = type.getMembers().stream().allMatch(member -> isWithin(member, type));
    for (EventColumn column : EventColumn.values()) {
      long found =
          type.getMembers().stream()
              .filter(member -> ColumnLabel.means(member.getName(), column))
              .count();
      within &= found == 1;
    }
    return within ? Optional.of(new Hdf5Compounds(dataset, type)) : Optional.empty();
  }

  private static boolean isWithin(CompoundDataMember member, CompoundDataType type) {
    long bytes = member.getDataType().getSize();
    return member.getOffset() >= 0 && bytes >= 0 && member.getOffset() + bytes <= type.getSize();
  }

  @Override
  public String path() {
    return dataset.getPath();
  }

  @Override
  public long length(String recording, long fileBytes) throws RecordingException {
    return Hdf5Column.length(dataset, recording, fileBytes);
  }

  @Override
  public Map<EventColumn, Hdf5Column> slice(long from, int count) {
    Map<EventColumn, Hdf5Column> slice = new EnumMap<>(EventColumn.class);
    Map<?, ?> members = (Map<?, ?>) dataset.getData(new long[] {from}, new int[] {count});
    members.forEach(
        (name, data) ->
            ColumnLabel.of((String) name)
                .ifPresent(label -> slice.put(label.column(), new Hdf5Column(data))));
    return slice;
  }

  @Override
  public Optional<Hdf5Unit> unit() {
    return type.getMembers().stream()
        .map(CompoundDataMember::getName)
        .filter(name -> ColumnLabel.means(name, EventColumn.TIME))
        .findFirst()
        .flatMap(name -> Hdf5Units.of(dataset, name));
  }
}

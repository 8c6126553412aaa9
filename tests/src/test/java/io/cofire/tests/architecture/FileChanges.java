package io.cofire.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;

/** What a file system refuses is never lost: one class asks, and looks at the answer. */
final class FileChanges {

  private static final Set<String> HADOOPS =
      Set.of("mkdirs", "delete", "rename", "create", "createNewFile", "setReplication", "truncate");
  private static final Set<String> JAVAS =
      Set.of(
          "mkdir",
          "mkdirs",
          "delete",
          "renameTo",
          "createNewFile",
          "setReadable",
          "setWritable",
          "setExecutable",
          "setReadOnly",
          "setLastModified");

  private FileChanges() {}

  static ArchRule answered(String house) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(house + ".data.files.Changes")
        .and()
        .doNotHaveFullyQualifiedName(house + ".data.lock.LockFile") // a refusal is its answer
        .should()
        .accessTargetWhere(changesWithoutAnError());
  }

  private static DescribedPredicate<JavaAccess<?>> changesWithoutAnError() {
    return describe(
        "changes files by a method that tells a refusal by false or by another error",
        access -> {
          String name = access.getTarget().getName();
          return (access.getTargetOwner().isAssignableTo(FileSystem.class)
                  && HADOOPS.contains(name))
              || (access.getTargetOwner().isAssignableTo(File.class) && JAVAS.contains(name));
        });
  }
}

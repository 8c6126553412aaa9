package io.cofire.data.files;

import org.apache.hadoop.security.UserGroupInformation;

/**
 * The user of a process that the system has no name for: a container that runs as a number. Hadoop
 * asks the system and fails without an answer, whatever the environment says; told who it is, it
 * does not ask.
 *
 * <p>Spark's own classes ask before any of ours runs, so this is a Java agent: {@code
 * -javaagent:cofire-data-pipeline-VERSION.jar}, which {@code deploy/cofire} passes where it is
 * needed.
 */
public final class SystemUser {

  private static final String NAME = "user.name";
  private static final String UNKNOWN = "?"; // Java's own word

  private SystemUser() {}

  /** Where Java begins, before {@code main}. */
  public static void premain(String arguments) {
    String said = System.getenv("HADOOP_USER_NAME");
    String name = said == null || said.isBlank() ? System.getProperty(NAME) : said;
    tell(name == null || name.equals(UNKNOWN) ? "cofire" : name);
  }

  /** Gives this process a user if the system knows none. */
  public static void ensure() {
    if (UNKNOWN.equals(System.getProperty(NAME))) {
      tell("cofire");
    }
  }

  private static void tell(String name) {
    System.setProperty(NAME, name);
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }
}

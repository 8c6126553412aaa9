package io.cofire.data.files;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets the tests run as a user that the system has no name for; JUnit finds it by itself. */
public final class NamedUser implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    if (hasHadoop()) {
      SystemUser.ensure();
    }
  }

  /** Whether anything here can ask who the user is. */
  private static boolean hasHadoop() {
    String name = "/org/apache/hadoop/security/UserGroupInformation.class";
    return NamedUser.class.getResource(name) != null;
  }
}

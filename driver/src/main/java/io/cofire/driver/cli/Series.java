package io.cofire.driver.cli;

import io.cofire.driver.cli.Training.Start;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.hadoop.conf.Configuration;

/** Several trainings, one after the other, in one session. */
public final class Series implements AutoCloseable {

  private final Session session;
  private final PrintWriter out;

  private Series(Session session, PrintWriter out) {
    this.session = session;
    this.out = out;
  }

  /**
   * Refuses a recipe that does not fit its data, before there is a session.
   *
   * @throws io.cofire.data.errors.InvalidValue if it does not
   */
  public static void requireFits(Recipe recipe) {
    Preflight.requireFits(recipe);
  }

  /**
   * Starts a session.
   *
   * @param recipe says what the session must be able to do, for all of them
   * @param name of the command
   */
  public static Series open(Recipe recipe, String name, PrintWriter out) {
    return new Series(Session.of(recipe, name + " " + recipe.name()), out);
  }

  /** Trains a recipe; its report is written and its result printed as by {@code train}. */
  public RunResult train(Recipe recipe, Start start) throws IOException {
    return Training.run(session, recipe, start, out);
  }

  /** Whether there is a run of a recipe already. */
  public boolean hasBegun(Recipe recipe) throws IOException {
    return RunFolder.of(session, recipe).hasRecipe();
  }

  /** What a failed training is listed with. */
  public String failure(Exception thrown) {
    return Failure.of(thrown).message();
  }

  /** The exit code of a command that ends with this failure. */
  public int code(Exception thrown) {
    return Failure.code(Failure.of(thrown).fault());
  }

  /** Whether no other training can follow: the session has ended, or its user ends it. */
  public boolean isOver() {
    return Interruption.underWay() || session.spark().sparkContext().isStopped();
  }

  /** Reaches the file systems of the runs. */
  public Configuration hadoop() {
    return session.hadoop();
  }

  @Override
  public void close() {
    session.close();
  }
}

package io.cofire.driver.ml;

/**
 * A row that is trained on or scored after each epoch.
 *
 * @param path of its file
 * @param label as text, whatever it was
 * @param validation whether it is scored alone
 */
record LabelledRow(String path, String label, boolean validation) {}

/**
 * Pickles of Python, read without running anything in them: the bytes, and the part of the format
 * that is numbers, texts, lists and dictionaries. Who reads them says which names it knows.
 */
package io.cofire.data.pickle;

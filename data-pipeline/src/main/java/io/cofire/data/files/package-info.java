/**
 * Whole files and trees of files on any Hadoop file system or a local disk, and their hashes. Every
 * room that keeps or looks for files may call it. It never knows what is in a file.
 */
package io.cofire.data.files;

/**
 * Zip and tar archives as trees of files, read where they lie. Preparation and the readers of
 * images call it. It never unpacks an archive to a disk and never knows what its files mean.
 */
package io.cofire.data.archives;

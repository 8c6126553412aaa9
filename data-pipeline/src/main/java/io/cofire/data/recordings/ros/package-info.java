/**
 * Bags of ROS 1 with messages of event cameras. {@link io.cofire.data.recordings.Recordings} asks
 * {@link io.cofire.data.recordings.ros.RosFormats} for the decoders. It never uses another family.
 */
package io.cofire.data.recordings.ros;

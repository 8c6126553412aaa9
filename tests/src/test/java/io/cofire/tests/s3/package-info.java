/**
 * Paths of {@code s3a://} against a small server in this process that speaks S3. Tests call it; it
 * knows nothing of trainings, and is skipped in builds without {@code -Ps3a}.
 */
package io.cofire.tests.s3;

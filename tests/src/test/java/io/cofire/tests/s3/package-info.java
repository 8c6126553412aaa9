/**
 * Paths of {@code s3a://} against a small server in this process that speaks S3. Its own tests call
 * it. It checks no signatures, and is skipped in builds without {@code -Ps3a}.
 */
package io.cofire.tests.s3;

package io.cofire.data.augment;

/** A random change of what is trained on, drawn anew in each epoch. */
public sealed interface Augmentation
    permits EventAugmentation, ImageAugmentation, TemporalDelete, MixUp {}

"""The tutorial code that shipped with TensorFlow 1 and that programs import."""

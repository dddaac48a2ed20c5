"""Keras of the TF1 age: what `import keras` and `tf.keras` mean to legacy code in graph mode.

One implementation stands behind both: the Keras 2 of the installed TensorFlow, on its v1 engine. ``tf.keras`` gets its
classes as they are; standalone ``keras`` gets mirrors of them (`mirror`), subclasses with the arguments, defaults and
names of keras 2.3.1.
"""

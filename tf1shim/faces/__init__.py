"""The faces: the module objects that legacy code gets when it imports TensorFlow or Keras."""

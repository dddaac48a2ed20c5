"""Write the checkpoint of tests/contrib/checkpoint_models.py and its outputs: run it with TF 1.15.5."""

import os
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "tests", "contrib")
sys.path.insert(0, HERE)


def main():
    import checkpoint_models
    import numbers_harness
    import tensorflow as tf

    if not tf.__version__.startswith("1.15"):
        raise SystemExit("the checkpoint comes from TensorFlow 1.15, this is " + tf.__version__)
    folder = os.path.join(HERE, "golden", "checkpoint")
    if not os.path.isdir(folder):
        os.makedirs(folder)
    tf.set_random_seed(1)
    fetches = dict(checkpoint_models.build(tf), **checkpoint_models.build_cudnn_cells(tf))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver()
        saver.save(session, os.path.join(folder, "model"), write_meta_graph=False,
                   write_state=False)
        outputs = {key: value.tolist() for key, value in session.run(fetches).items()}
    numbers_harness.write(os.path.join(folder, "outputs.json"), outputs)


if __name__ == "__main__":
    main()

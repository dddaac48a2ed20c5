"""Graph building and training of three programs: through tf1shim against the same program on tensorflow.compat.v1.

    python benchmarks/programs.py [--rounds 5]

Each round runs both ways by turns, each in a process of its own; the table shows the ratio of the medians (1.00 is
equal). Bytecode is kept, as where the package is installed, and an uncounted run of each way comes first.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SHIM = "import tf1shim\ntf1shim.activate(mode='graph')\nimport tensorflow as tf\n"
BY_HAND = "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\n"
CLOCK = "import json, time\nimport numpy as np\nrng = np.random.RandomState(0)\n"
PROGRAMS = {
    "MLP": ("""
x, y = tf.placeholder(tf.float32, [None, 64]), tf.placeholder(tf.int32, [None])
net = x
for layer in range(3):
    w = tf.get_variable("w%d" % layer, [64, 64])
    net = tf.nn.relu(tf.matmul(net, w))
""", {"x": (32, 64)}, 300),
    "CNN": ("""
x, y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.int32, [None])
net = tf.reshape(x, [-1, 28, 28, 1])
for layer, (size, depth) in enumerate([(1, 8), (8, 16)]):
    w = tf.get_variable("w%d" % layer, [3, 3, size, depth])
    net = tf.nn.max_pool(tf.nn.relu(tf.nn.conv2d(net, w, [1, 1, 1, 1], "SAME")),
                         [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
net = tf.reshape(net, [-1, 784])
""", {"x": (32, 784)}, 60),
    "unrolled RNN": ("""
x, y = tf.placeholder(tf.float32, [None, 20, 16]), tf.placeholder(tf.int32, [None])
w = tf.get_variable("w", [48, 32])
net = tf.zeros([tf.shape(x)[0], 32])
for step in range(20):
    net = tf.tanh(tf.matmul(tf.concat([x[:, step], net], 1), w))
""", {"x": (32, 20, 16)}, 150),
}
TRAIN = """
logits = tf.matmul(net, tf.get_variable("out", [int(net.shape[1]), 10]))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
train = tf.train.AdamOptimizer(0.001).minimize(loss)
built = time.perf_counter()
sess = tf.Session()
sess.run(tf.global_variables_initializer())
feed = {{x: rng.randn(*{shape}).astype("float32"), y: rng.randint(0, 10, {batch})}}
for _ in range(20):
    sess.run([train, loss], feed)
first = time.perf_counter()
for _ in range({steps}):
    sess.run([train, loss], feed)
print(json.dumps([built - start, time.perf_counter() - first]))
"""


def measure(head, body, shape, steps):
    """Seconds of (building, training) in a fresh process."""
    code = head + CLOCK + "start = time.perf_counter()\n" + body + TRAIN.format(
        shape=shape, batch=shape[0], steps=steps)
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(HERE.parent)}
    for name in ("TF1SHIM", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def face_access():
    """Nanoseconds of one attribute read: face, native compat.v1."""
    code = ("import timeit, tensorflow.compat.v1 as native\nv1 = [native]\n" + SHIM
            + "n = 200000\nnames = dict(tf=tf, v1=v1[0])\n"
            "for name in ('tf', 'v1'):\n"
            "    best = min(timeit.repeat(name + '.matmul', globals=names, number=n, repeat=5))\n"
            "    print(best / n * 1e9)")
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(line) for line in done.stdout.split()[-2:]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print("| program | building, shim / by hand | training, shim / by hand |\n|---|---|---|")
    for name, (body, shapes, steps) in PROGRAMS.items():
        times = {"shim": [], "by hand": []}
        for turn in range(-1, rounds):
            ways = [("shim", SHIM), ("by hand", BY_HAND)]
            for way, head in ways if turn % 2 else reversed(ways):
                seconds = measure(head, body, shapes["x"], steps)
                if turn >= 0:
                    times[way].append(seconds)
        build, train = (
            statistics.median(t[i] for t in times["shim"])
            / statistics.median(t[i] for t in times["by hand"]) for i in (0, 1))
        print(f"| {name} | {build:.2f} | {train:.2f} |", flush=True)
    face, native = face_access()
    print(f"\nReading tf.matmul: {face:.0f} ns through the face, {native:.0f} ns from compat.v1, "
          f"ratio {face / native:.2f}")


if __name__ == "__main__":
    main()

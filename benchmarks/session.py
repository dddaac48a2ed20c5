"""How long ``Session.run`` takes through plans and prepared callables, against the genuine one.

    python benchmarks/session.py [--oracle PYTHON] [--seconds S] [--markdown] [CASE...]

Each case is one step of a program of the kind people wrote for TF 1. Fast and genuine runs take turns in one process;
the smaller of each one's rounds counts. ``--oracle`` names an interpreter with TF 1.15.5, which runs the same cases.
"""

import argparse
import functools
import json
import os
import subprocess
import sys
import threading
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF1SHIM"] = "0"  # the one patch is measured, not the whole shim
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "tools")]

import numpy as np  # noqa: E402

ROUNDS = 7


def cases(tf):
    """Name -> function that builds in the default graph and returns ``step(session)``."""
    random = np.random.RandomState(0)

    def data(*shape):
        return random.uniform(-1, 1, shape).astype(np.float32)

    def dense(x, units, activation=None, name="d"):
        w = tf.get_variable(name + "_w", [int(x.shape[-1]), units])
        y = tf.matmul(x, w) + tf.get_variable(
            name + "_b", [units], initializer=tf.zeros_initializer()
        )
        return activation(y) if activation else y

    def scalar_add():
        y = tf.placeholder_with_default(1.0, []) + 2.0
        return lambda session: session.run(y)

    def matmul():
        x, value = tf.placeholder(tf.float32, [1, 4]), data(1, 4)
        y = tf.matmul(x, tf.get_variable("w", [4, 4]))
        return lambda session: session.run(y, feed_dict={x: value})

    def mlp_adam():
        x, y = tf.placeholder(tf.float32, [None, 16]), tf.placeholder(tf.float32, [None, 1])
        net = dense(dense(dense(x, 64, tf.nn.relu, "a"), 64, tf.nn.relu, "b"), 1, name="c")
        loss = tf.reduce_mean(tf.square(net - y))
        train, feed = tf.train.AdamOptimizer(1e-3).minimize(loss), {x: data(32, 16), y: data(32, 1)}
        return lambda session: session.run([train, loss], feed_dict=feed)

    def q_network(state, name):
        with tf.variable_scope(name):
            return dense(dense(dense(state, 64, tf.nn.relu, "a"), 64, tf.nn.relu, "b"), 2, name="c")

    def dqn_act():
        state, value = tf.placeholder(tf.float32, [None, 4]), data(1, 4)
        choice = tf.argmax(q_network(state, "q"), 1)
        return lambda session: session.run(choice, feed_dict={state: value})[0]

    def dqn_train():
        state, after = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 4])
        action, reward = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.float32, [None])
        chosen = tf.reduce_sum(q_network(state, "q") * tf.one_hot(action, 2), 1)
        target = reward + 0.99 * tf.reduce_max(q_network(after, "target"), 1)
        loss = tf.reduce_mean(tf.square(chosen - tf.stop_gradient(target)))
        train = tf.train.AdamOptimizer(1e-3).minimize(loss, var_list=tf.trainable_variables("q"))
        feed = {
            state: data(32, 4),
            after: data(32, 4),
            action: np.zeros(32, np.int32),
            reward: data(32),
        }
        return lambda session: session.run([train, loss], feed_dict=feed)

    def a2c():
        state = tf.placeholder(tf.float32, [None, 4])
        hidden = dense(state, 64, tf.nn.tanh, "a")
        probabilities, value = tf.nn.softmax(dense(hidden, 2, name="p")), dense(hidden, 1, name="v")
        action, gain = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.float32, [None])
        log = tf.log(tf.reduce_sum(probabilities * tf.one_hot(action, 2), 1) + 1e-8)
        loss = -tf.reduce_mean(log * gain) + tf.reduce_mean(tf.square(value[:, 0] - gain))
        train = tf.train.RMSPropOptimizer(1e-3).minimize(loss)

        def episode(session):
            pole, seen, done = np.zeros(4, np.float32), [], []
            for _ in range(5):
                p, _ = session.run([probabilities, value], feed_dict={state: pole[None]})
                push = int(p[0, 0] < 0.5)
                seen.append(pole)
                done.append(push)
                pole = _cart_pole(pole, push)
            session.run(train, feed_dict={state: np.array(seen), action: done, gain: [1.0] * 5})

        return episode

    def gan():
        real, noise = tf.placeholder(tf.float32, [None, 8]), tf.placeholder(tf.float32, [None, 4])
        with tf.variable_scope("g"):
            fake = dense(dense(noise, 32, tf.nn.relu, "a"), 8, name="b")
        with tf.variable_scope("d", reuse=tf.AUTO_REUSE):
            on_real, on_fake = [
                dense(dense(x, 32, tf.nn.relu, "a"), 1, name="b") for x in (real, fake)
            ]
        d_loss, g_loss = tf.reduce_mean(on_fake) - tf.reduce_mean(on_real), -tf.reduce_mean(on_fake)
        steps = [
            tf.train.AdamOptimizer(1e-4).minimize(loss, var_list=tf.trainable_variables(scope))
            for loss, scope in ((d_loss, "d"), (g_loss, "g"))
        ]
        feed = {real: data(32, 8), noise: data(32, 4)}

        def both(session):
            session.run([steps[0], d_loss], feed_dict=feed)
            session.run([steps[1], g_loss], feed_dict={noise: feed[noise]})

        return both

    def lstm():
        x, y = tf.placeholder(tf.float32, [None, 10, 8]), tf.placeholder(tf.float32, [None, 16])
        outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(16), x, dtype=tf.float32)
        loss = tf.reduce_mean(tf.square(outputs[:, -1] - y))
        train, feed = (
            tf.train.AdamOptimizer(1e-3).minimize(loss),
            {x: data(8, 10, 8), y: data(8, 16)},
        )
        return lambda session: session.run([train, loss], feed_dict=feed)

    def cnn(batch):
        def build():
            x, y = tf.placeholder(tf.float32, [None, 28, 28, 1]), tf.placeholder(tf.int32, [None])
            net = x
            for number, filters in enumerate((8, 16)):
                kernel = tf.get_variable("k%d" % number, [3, 3, int(net.shape[-1]), filters])
                net = tf.nn.relu(tf.nn.conv2d(net, kernel, [1, 1, 1, 1], "SAME"))
                net = tf.nn.max_pool(net, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
            logits = dense(tf.reshape(net, [-1, 7 * 7 * 16]), 10)
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
            )
            train = tf.train.GradientDescentOptimizer(1e-3).minimize(loss)
            feed = {x: data(batch, 28, 28, 1), y: np.zeros(batch, np.int32)}
            return lambda session: session.run([train, loss], feed_dict=feed)

        return build

    def branches():
        x, value = tf.placeholder(tf.float32, [None, 256]), data(64, 256)
        parts = [
            dense(dense(x, 256, tf.nn.relu, "a%d" % i), 256, tf.nn.relu, "b%d" % i)
            for i in range(4)
        ]
        total = tf.reduce_sum(tf.add_n(parts))
        return lambda session: session.run(total, feed_dict={x: value})

    def many_variables():
        held = [tf.get_variable("v%d" % i, [4]) for i in range(200)]
        return lambda session: session.run(held)

    def many_feeds():
        fed = [tf.placeholder(tf.float32, [2]) for _ in range(50)]
        total, values = tf.add_n(fed), [data(2) for _ in fed]
        return lambda session: session.run(total, feed_dict=dict(zip(fed, values)))

    def strings():
        x, words = tf.placeholder(tf.string, [None]), ["word%d" % i for i in range(20)]
        lengths = tf.string_to_hash_bucket_fast(x, 100)
        return lambda session: session.run(lengths, feed_dict={x: words})

    def big_feed():
        x, value = tf.placeholder(tf.float32, [None]), data(25 * 1000 * 1000)
        first = x[0]
        return lambda session: session.run(first, feed_dict={x: value})

    def four_threads():
        x, value = tf.placeholder(tf.float32, [1, 4]), data(1, 4)
        y = tf.matmul(x, tf.get_variable("w", [4, 4]))

        def step(session):
            threads = [
                threading.Thread(target=lambda: [session.run(y, {x: value}) for _ in range(50)])
                for _ in range(4)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        return step

    return {
        "scalar add": scalar_add,
        "matmul": matmul,
        "MLP, Adam": mlp_adam,
        "DQN act": dqn_act,
        "DQN train": dqn_train,
        "A2C loop": a2c,
        "GAN, two optimizers": gan,
        "LSTM": lstm,
        "CNN, batch 32": cnn(32),
        "CNN, batch 128": cnn(128),
        "4-branch MLP": branches,
        "200 variables fetched": many_variables,
        "50 placeholders fed": many_feeds,
        "strings fed": strings,
        "100 MB fed": big_feed,
        "4 threads": four_threads,
    }


def _cart_pole(state, push):
    x, speed, angle, turn = state
    force = 10.0 if push else -10.0
    pull = (force + 0.05 * turn**2 * np.sin(angle)) / 1.1
    bend = (9.8 * np.sin(angle) - np.cos(angle) * pull) / (
        0.5 * (4.0 / 3.0 - 0.1 * np.cos(angle) ** 2 / 1.1)
    )
    move = pull - 0.05 * bend * np.cos(angle) / 1.1
    return np.array(
        [x + 0.02 * speed, speed + 0.02 * move, angle + 0.02 * turn, turn + 0.02 * bend], np.float32
    )


def measure(names, seconds, modes):
    """Seconds per step: case -> mode -> smallest of the rounds."""
    from op_census import load_tensorflow

    tf = load_tensorflow()
    tf.logging.set_verbosity(tf.logging.ERROR)
    found = {}
    for name, build in cases(tf).items():
        if names and name not in names:
            continue
        with tf.Graph().as_default(), tf.Session() as session:
            step = build()
            session.run(tf.global_variables_initializer())
            found[name] = _rounds(functools.partial(step, session), seconds, modes)
    return tf.__version__, found


def _rounds(step, seconds, modes):
    best = dict.fromkeys(modes, float("inf"))
    for mode in modes:  # what is worked out once is worked out here
        with _Mode(mode):
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                step()
    for _ in range(ROUNDS):
        for mode in modes:
            with _Mode(mode):
                count, start = 0, time.perf_counter()
                while count < 3 or time.perf_counter() - start < seconds / ROUNDS:
                    step()
                    count += 1
                best[mode] = min(best[mode], (time.perf_counter() - start) / count)
    return best


class _Mode:
    """Sessions are fast within, or genuine."""

    def __init__(self, mode):
        self._mode = mode
        self._journal = None

    def __enter__(self):
        if self._mode == "fast":
            from tf1shim.graph import fast_session
            from tf1shim.undo import Journal

            self._journal = Journal()
            fast_session.install(self._journal)

    def __exit__(self, *error):
        if self._journal:
            self._journal.undo()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--oracle", help="an interpreter with TensorFlow 1.15.5")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each case and way")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true", help="genuine times only, as JSON")
    given = parser.parse_args()
    if given.json:
        print(json.dumps(measure(given.cases, given.seconds, ["genuine"])))
        return
    version, found = measure(given.cases, given.seconds, ["genuine", "fast"])
    oracle = {}
    if given.oracle:
        for name in found:  # by turns, so that a busy machine slows both
            done = subprocess.run(
                [
                    given.oracle,
                    os.path.abspath(__file__),
                    "--json",
                    "--seconds",
                    str(given.seconds),
                    name,
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                check=True,
            )
            oracle.update(json.loads(done.stdout.decode().splitlines()[-1])[1])
            found[name] = _smaller(
                found[name], measure([name], given.seconds, ["genuine", "fast"])[1][name]
            )
    _print(version, found, oracle, given.markdown)


def _smaller(one, other):
    return {mode: min(one[mode], other[mode]) for mode in one}


def _print(version, found, oracle, markdown):
    heads = ["step", "genuine us", "fast us", "fast/genuine"] + (
        ["TF 1.15.5 us", "fast/1.15.5"] if oracle else []
    )
    rows = []
    for name, times in found.items():
        row = [
            name,
            "%.0f" % (1e6 * times["genuine"]),
            "%.0f" % (1e6 * times["fast"]),
            "%.2f" % (times["fast"] / times["genuine"]),
        ]
        if oracle:
            row += [
                "%.0f" % (1e6 * oracle[name]["genuine"]),
                "%.2f" % (times["fast"] / oracle[name]["genuine"]),
            ]
        rows.append(row)
    print("TensorFlow %s, %d cores" % (version, os.cpu_count()))
    if markdown:
        print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
        for row in rows:
            print("| " + " | ".join(row) + " |")
        return
    for row in [heads] + rows:
        print("%-24s" % row[0] + "".join("%14s" % cell for cell in row[1:]))


if __name__ == "__main__":
    main()

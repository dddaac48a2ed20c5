"""Memory over 200 cycles of build, fit and reset in one process, in both modes.

    python benchmarks/reset_memory.py [--cycles 200]

Prints, for each mode and way of resetting, the memory of the process after all cycles as a ratio to what it was after
the first one, and what a cycle adds once the process is warm (after a tenth of the cycles). Flat means a ratio near 1.
"""

import argparse
import json
import os
import subprocess
import sys

_PROGRAM = """
import json, resource, sys, warnings
import tf1shim
tf1shim.activate(mode={mode!r}, warnings="off")
warnings.simplefilter("ignore")
import numpy as np
import tensorflow as tf

def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

x, y = np.ones((64, 32), "float32"), np.zeros((64, 1), "float32")

def cycle():
    model = tf.keras.models.Sequential([
        tf.keras.layers.Dense(64, activation="relu", input_shape=(32,)), tf.keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=0)
    {reset}

memories = []
for _ in range({cycles}):
    cycle()
    memories.append(memory())
print("memories " + json.dumps(memories))
"""
_RESETS = {"tf.reset_default_graph()": "tf.reset_default_graph()",
           "K.clear_session()": "tf.keras.backend.clear_session()"}


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cycles", type=int, default=200)
    cycles = parser.parse_args().cycles
    print(f"{'mode':6} {'reset':26} {'after 1':>9} {'after ' + str(cycles):>10} {'ratio':>6} {'per cycle, warm':>16}")
    for mode in ("graph", "eager"):
        for name, reset in _RESETS.items():
            memories = _measure(mode, reset, cycles)
            warm = memories[cycles // 10:]
            growth = (warm[-1] - warm[0]) / max(1, len(warm) - 1)
            print(f"{mode:6} {name:26} {memories[0] / 2**20:6.0f} MB {memories[-1] / 2**20:7.0f} MB "
                  f"{memories[-1] / memories[0]:6.2f} {growth / 2**10:13.1f} kB", flush=True)


def _measure(mode, reset, cycles):
    program = _PROGRAM.format(mode=mode, reset=reset, cycles=cycles)
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env)
    for line in done.stdout.splitlines():
        if line.startswith("memories "):
            return json.loads(line[len("memories "):])
    raise SystemExit(f"{mode}, {reset}: {done.stderr[-2000:]}")


if __name__ == "__main__":
    main()

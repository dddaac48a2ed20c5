"""Write tests/graph/golden/seeds.json: the numbers of tests/graph/seed_programs.py. Run under TF 1.15.5."""

import os
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(HERE, "tests", "graph"))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import seed_runner  # noqa: E402

if __name__ == "__main__":
    folder = os.path.join(HERE, "tests", "graph", "golden")
    os.makedirs(folder, exist_ok=True)
    seed_runner.main(os.path.join(folder, "seeds.json"), shim=False)

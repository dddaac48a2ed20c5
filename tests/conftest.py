"""Tests never switch tf1shim on in the pytest process: what activates it runs in a process of its own."""

import os
import sys

import pytest

# So that importing tf1shim's modules here activates nothing; children start without it (tests.checks.environment).
os.environ["TF1SHIM"] = "0"


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes more than about 20 seconds")


@pytest.fixture(autouse=True)
def _shim_stays_off():
    yield
    module = sys.modules.get("tf1shim")
    assert module is None or not module.status().active, "a test left tf1shim active in pytest"

"""What many writers, and a writer that is killed, must never lose."""

import subprocess
import sys
import threading
import time

from gyeol.store import Store

WRITER = """
import sys
from gyeol.store import Asked, Shown, Store
url, name, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store.open(url)
for i in range(n):
    asked = Asked("stickers", "en", {"joy": 1.0}, {}, "m", "c")
    query = store.record("me", asked, [Shown(f"{name}/{i}", 1.0, {}), Shown("all/same", 0.5, {})])
    store.rate(query, "all/same", 3)
    store.use("me", "all/same")
    print(query, flush=True)  # acknowledged
"""


def writer(url, name, n):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, name, str(n)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_open_a_new_store_and_write_at_once_lose_nothing(url):
    writers = [writer(url, name, 40) for name in "abcd"]
    outputs = [process.communicate(timeout=100) for process in writers]
    assert [errors for _, errors in outputs] == [""] * 4
    ids = [int(line) for lines, _ in outputs for line in lines.split()]
    assert len(set(ids)) == 160
    with Store.open(url) as store:
        assert store.uses("me") == {"all/same": 160}
        assert store.profiles() == ["me"]
        assert store.counts() | {"queries": 160, "impressions": 320, "ratings": 160} == store.counts()


def test_threads_that_write_and_read_at_once_lose_nothing(store, asked, answer):
    errors = []

    def work(name):
        try:
            for i in range(20):
                query = store.record("me", asked, answer)
                store.rate(query, "mochi/bye", 1 + i % 5)
                store.use("me", "a/1")
                store.like(name, f"x/{i}")
                assert len(store.shown(query)) == 2
                assert len(store.likes(name)) == i + 1
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f"p{i}",)) for i in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.uses("me") == {"a/1": 480}
    assert store.counts()["ratings"] == 480


def test_a_killed_writer_loses_no_acknowledged_write(url):
    acknowledged = []
    for delay_s in (0.0, 0.013, 0.05, 0.11):
        process = writer(url, f"run{len(acknowledged)}", 100_000)
        acknowledged.append(int(process.stdout.readline()))
        time.sleep(delay_s)
        process.kill()
        lines, _ = process.communicate()
        acknowledged += [int(line) for line in lines.split("\n")[:-1]]
        with Store.open(url) as store:
            stored = {query: store.shown(query) for query in acknowledged}
            assert all(len(shown) == 2 for shown in stored.values())
            assert all(store.ratings(query) == {"all/same": 3} for query in acknowledged)
            assert store.uses("me")["all/same"] >= len(acknowledged)
            assert store.counts()["impressions"] == 2 * store.counts()["queries"]  # no half of a write
    assert len(acknowledged) > 8

"""Several people, or several runs of a command, at the same moment."""

import threading

from django.db import connection


def at_once(*works):
    """Run each work in a thread of its own, from the same moment, with a connection of its own. Returns what each gave or raised."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        gate.wait()
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

"""A Spark Connect server on this machine with two cores, for the tests.

Says `ready PORT` when it listens; stops when its input ends, and after five minutes in any case."""
import os
import select
import signal
import socket
import subprocess
import sys
import time

import pyspark

HOME = os.path.dirname(pyspark.__file__)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
settings = {
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": port,
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": 2,
    "spark.sql.warehouse.dir": os.path.join(sys.argv[1], "warehouse"),
    "spark.sql.session.timeZone": "UTC",
}
command = [os.path.join(HOME, "bin", "spark-submit"), "--master", "local[2]"]
for name, value in settings.items():
    command += ["--conf", f"{name}={value}"]
command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
server = subprocess.Popen(
    command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True, cwd=sys.argv[1],
    env={**os.environ, "SPARK_HOME": HOME, "SPARK_LOCAL_IP": "127.0.0.1"},
)
try:
    end = time.monotonic() + 300
    listening = False
    while not listening and server.poll() is None and time.monotonic() < end:
        time.sleep(0.2)
        with socket.socket() as probe:
            listening = probe.connect_ex(("127.0.0.1", port)) == 0
    if listening:
        print(f"ready {port}", flush=True)
        select.select([sys.stdin], [], [], max(0, end - time.monotonic()))
finally:
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass

"""Cleans a directory of JSON lines on Spark, in two ways.

    spark-submit winnow_spark.py pipe IN OUT
    spark-submit winnow_spark.py rows IN OUT

winnow must be on the PATH of the executors, or ship it with
--files winnow and set WINNOW=./winnow. A record that fails does not fail its
task: its "winnow" says why. With WINNOW="winnow --strict" it does.
"""
import json
import os
import shlex
import subprocess
import sys
import threading

from pyspark.sql import Row, SparkSession

COMMAND = os.environ.get("WINNOW", "winnow") + " -f jsonl -t jsonl"


def pipe(spark, source, target):
    """Lines in, lines out: the shortest way."""
    lines = spark.sparkContext.textFile(source)
    lines.pipe(COMMAND, env=dict(os.environ), checkCode=True) \
        .saveAsTextFile(target)


def clean(command, lines):
    """One winnow for a partition; gives its records."""
    process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)

    def feed():
        with process.stdin:
            for line in lines:
                process.stdin.write(line.encode() + b"\n")

    threading.Thread(target=feed, daemon=True).start()
    for line in process.stdout:
        yield json.loads(line)
    if process.wait() != 0:
        raise RuntimeError("%s: status %d" % (command, process.returncode))


def row(record):
    about = record["winnow"]
    return Row(id=str(record.get("id")), url=record.get("url"),
               title=record.get("title"), text=record.get("text"),
               status=about["status"], error=about.get("error", {}).get("code"))


def rows(spark, source, target):
    """Columns, as one wants them for a table."""
    command = COMMAND
    lines = spark.sparkContext.textFile(source)
    records = lines.mapPartitions(lambda part: map(row, clean(command, part)))
    spark.createDataFrame(records, "id string, url string, title string, "
                          "text string, status string, error string") \
        .write.parquet(target)


if __name__ == "__main__":
    how, source, target = sys.argv[1:]
    session = SparkSession.builder.appName("winnow").getOrCreate()
    {"pipe": pipe, "rows": rows}[how](session, source, target)
    session.stop()

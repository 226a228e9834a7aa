#!/bin/sh
# Cleans JSON lines with Hadoop Streaming: hadoop-streaming.sh IN OUT
#
# WINNOW is the program to ship to the nodes, STREAMING the streaming jar. A
# record that fails is a line like the others, so any status but 0 is a defect
# and may fail the task. Hadoop adds a TAB to each line, which is white space
# in JSON.
: "${WINNOW:=$(command -v winnow)}"
: "${STREAMING:=$HADOOP_HOME/share/hadoop/tools/lib/hadoop-streaming.jar}"
exec hadoop jar "$STREAMING" \
    -D mapreduce.job.name=winnow \
    -D mapreduce.job.reduces=0 \
    -D stream.non.zero.exit.is.failure=true \
    -files "$WINNOW" \
    -input "$1" -output "$2" \
    -mapper "./$(basename "$WINNOW") -f jsonl -t jsonl --timeout 60"

#!/usr/bin/env bash
# Tells Spark the GPUs of this machine by number, in the order of the bus, as
# spark.executorEnv.CUDA_DEVICE_ORDER=PCI_BUS_ID makes CUDA count them too. Never run on a machine with a GPU.
set -euo pipefail
numbers="$(nvidia-smi --query-gpu=index --format=csv,noheader)"
addresses=""
for number in $numbers; do
  addresses+="${addresses:+, }\"$number\""
done
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"

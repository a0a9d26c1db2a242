"""
A tracker on Kafka, as processes: `topics` makes and checks what all of them run on, a `worker` reads, a `serve` node answers, the `relay` passes facts on.

Within a worker an article goes from Faust's `agent` through the `window` to the `desk`, which makes its reading durable; `recreated` watches that the
topic is still the one it began with.
"""

"""Apache Kafka for trying out and for tests, from Maven's artifacts."""

"""A pool evaluated by a cluster: Apache Spark hands batches to the very kernel that runs on one machine."""

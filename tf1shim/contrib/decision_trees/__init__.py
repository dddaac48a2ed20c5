"""``tf.contrib.decision_trees``: the protocol buffers of trees (contrib/decision_trees/proto)."""

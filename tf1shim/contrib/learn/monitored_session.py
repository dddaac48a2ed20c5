"""tf.contrib.learn.python.learn.monitored_session: the names of tf.train."""

import tensorflow.compat.v1 as _tf

for _name in ("ChiefSessionCreator", "MonitoredSession", "MonitoredTrainingSession", "Scaffold", "SessionCreator",
              "SingularMonitoredSession", "WorkerSessionCreator"):
    globals()[_name] = getattr(_tf.train, _name)

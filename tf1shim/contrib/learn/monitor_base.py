"""What all monitors are (source: contrib/learn/python/learn/monitors.py)."""


class BaseMonitor:
    """Called around each step of a training."""

    def __init__(self):
        self._begun = False
        self._current_epoch = None
        self._current_step = None
        self._max_steps = None
        self._estimator = None

    @property
    def run_on_all_workers(self):
        return False

    def set_estimator(self, estimator):
        """The estimator that trains; raises ValueError without one."""
        if estimator is None:
            raise ValueError("Missing estimator.")
        self._estimator = estimator

    def begin(self, max_steps=None):
        """Before the training; the graph is complete up to here."""
        if self._begun:
            raise ValueError("begin called twice without end.")
        self._max_steps, self._begun = max_steps, True

    def end(self, session=None):
        """After the training."""
        if not self._begun:
            raise ValueError("end called without begin.")
        self._max_steps, self._begun = None, False

    def epoch_begin(self, epoch):
        """Before an epoch."""
        if self._current_epoch is not None:
            raise ValueError("epoch_begin called twice without epoch_end.")
        if epoch < 0:
            raise ValueError("Invalid epoch %s." % epoch)
        self._current_epoch = epoch

    def epoch_end(self, epoch):
        """After an epoch."""
        if self._current_epoch != epoch:
            raise ValueError("epoch_end expected %s but got %s." % (self._current_epoch, epoch))
        self._current_epoch = None

    def step_begin(self, step):
        """Before a step; returns the list of tensors (or names) to fetch with it."""
        if step < 0 or (self._max_steps is not None and step > self._max_steps):
            raise ValueError("Invalid step %s." % step)
        self._current_step = step
        return []

    def step_end(self, step, output):
        """After a step; ``output`` maps what `step_begin` asked for to values; returns whether to stop."""
        if self._current_step != step:
            raise ValueError("step_end expected %s but got %s." % (self._current_step, step))
        self._current_step = None
        return False

    def post_step(self, step, session):
        """After `step_end`."""


class EveryN(BaseMonitor):
    """A monitor for every n-th step, the first ones and the last."""

    def __init__(self, every_n_steps=100, first_n_steps=1):
        super().__init__()
        self._every_n_steps = every_n_steps
        self._first_n_steps = first_n_steps
        self._last_successful_step = None
        self._last_active_step = 0
        self._active = False

    def every_n_step_begin(self, step):
        """As `BaseMonitor.step_begin`, every n steps."""
        return []

    def every_n_step_end(self, step, outputs):
        """As `BaseMonitor.step_end`, every n steps."""
        return False

    def every_n_post_step(self, step, session):
        """As `BaseMonitor.post_step`, every n steps."""

    def step_begin(self, step):
        super().step_begin(step)
        self._active = (step <= self._first_n_steps or step == self._max_steps
                        or step >= self._every_n_steps + self._last_active_step)
        return self.every_n_step_begin(step) if self._active else []

    def step_end(self, step, output):
        super().step_end(step, output)
        return self.every_n_step_end(step, output) if self._active else False

    def post_step(self, step, session):
        super().post_step(step, session)
        if self._active:
            self.every_n_post_step(step, session)
            self._last_active_step = step
        self._last_successful_step = step

    def end(self, session=None):
        super().end(session=session)
        if self._last_successful_step != self._last_active_step:
            self.every_n_post_step(self._last_successful_step, session)


def output_of(outputs, request):
    """The value of what a monitor asked for: a tensor, or its name."""
    return outputs[request] if request in outputs else outputs[request.name]

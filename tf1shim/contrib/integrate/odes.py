"""``tf.contrib.integrate.python.ops.odes``: Dormand-Prince with adaptive steps, and fixed grids."""

import collections

import tensorflow.compat.v1 as tf

_Tableau = collections.namedtuple("_Tableau", "alpha beta c_sol c_mid c_error")

# Dormand and Prince (1980); c_mid from Shampine (1986), for the value in the middle of a step.
_SOLUTION = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84]
_DORMAND_PRINCE_TABLEAU = _Tableau(
    alpha=[1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0],
    beta=[
        [1 / 5],
        [3 / 40, 9 / 40],
        [44 / 45, -56 / 15, 32 / 9],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
        _SOLUTION,
    ],
    c_sol=_SOLUTION + [0],
    c_mid=[
        6025192743 / 30085553152 / 2,
        0,
        51252292925 / 65400821598 / 2,
        -2691868925 / 45128329728 / 2,
        187940372067 / 1594534317056 / 2,
        -1776094331 / 19743644256 / 2,
        11237099 / 235043384 / 2,
    ],
    c_error=[
        1951 / 21600 - 35 / 384,
        0,
        22642 / 50085 - 500 / 1113,
        451 / 720 - 125 / 192,
        -12231 / 42400 - -2187 / 6784,
        649 / 6300 - 11 / 84,
        1 / 60,
    ],
)

_State = collections.namedtuple("_RungeKuttaState", "y1, f1, t0, t1, dt, interp_coeff")
_History = collections.namedtuple("_History", "integrate_points, error_ratio")


def _scaled_dot_product(scale, factors, values):
    """``sum(scale * factor * value)`` over the factors that are not the number zero."""
    return tf.add_n(
        [scale * f * v for f, v in zip(factors, values) if tf.is_tensor(f) or f != 0]
    )


def _dot_product(factors, values):
    return tf.add_n([f * v for f, v in zip(factors, values)])


def _runge_kutta_step(func, y0, f0, t0, dt, tableau=_DORMAND_PRINCE_TABLEAU):
    """One step; returns (y1, f1, estimate of the error of y1, all derivatives)."""
    scale = tf.cast(dt, y0.dtype)
    k = [f0]
    for alpha, beta in zip(tableau.alpha, tableau.beta):
        y = y0 + _scaled_dot_product(scale, beta, k)
        k.append(func(y, t0 + alpha * dt))
    # The last row of beta is the solution: y is it, and the last derivative begins the next step.
    return y, k[-1], _scaled_dot_product(scale, tableau.c_error, k), k


def _interp_fit_rk(y0, y1, k, dt, tableau=_DORMAND_PRINCE_TABLEAU):
    """Coefficients, highest first, of the quartic through a step's ends, slopes and middle."""
    dt = tf.cast(dt, y0.dtype)
    y_mid = y0 + _scaled_dot_product(dt, tableau.c_mid, k)
    return _interp_fit(y0, y1, y_mid, k[0], k[-1], dt)


def _interp_fit(y0, y1, y_mid, f0, f1, dt):
    values = [f0, f1, y0, y1, y_mid]
    return [
        _dot_product([-2 * dt, 2 * dt, -8, -8, 16], values),
        _dot_product([5 * dt, -3 * dt, 18, 14, -32], values),
        _dot_product([-4 * dt, dt, -11, -5, 16], values),
        dt * f0,
        y0,
    ]


def _interp_evaluate(coefficients, t0, t1, t):
    """The polynomial at ``t``, which must lie in [t0, t1]."""
    dtype = coefficients[0].dtype
    within = tf.Assert(
        (t0 <= t) & (t <= t1), ["invalid interpolation, fails `t0 <= t <= t1`:", t0, t, t1]
    )
    with tf.control_dependencies([within] if within is not None else []):
        x = tf.cast((t - t0) / (t1 - t0), dtype)
    powers = [tf.constant(1, dtype), x]
    for _ in range(2, len(coefficients)):
        powers.append(powers[-1] * x)
    return _dot_product(coefficients, reversed(powers))


def _optimal_step_size(last_step, error_ratio, safety=0.9, ifactor=10.0, dfactor=0.2, order=5):
    error_ratio = tf.cast(error_ratio, last_step.dtype)
    exponent = tf.cast(1 / order, last_step.dtype)
    factor = tf.maximum(1 / ifactor, tf.minimum(error_ratio**exponent / safety, 1 / dfactor))
    return tf.div(last_step, factor)


def _abs_square(x):
    if x.dtype.is_complex:
        return tf.square(tf.real(x)) + tf.square(tf.imag(x))
    return tf.square(x)


def _append(array, value):
    return array.write(array.size(), value)


def _increasing(t):
    check = tf.Assert(tf.reduce_all(t[1:] > t[:-1]), ["`t` must be monotonic increasing"])
    return tf.control_dependencies([check] if check is not None else [])


def _check_input_types(y0, t, dt=None):
    if not (y0.dtype.is_floating or y0.dtype.is_complex):
        raise TypeError("`y0` must have a floating point or complex floating point dtype")
    if not t.dtype.is_floating:
        raise TypeError("`t` must have a floating point dtype")
    if dt is not None and not dt.dtype.is_floating:
        raise TypeError("`dt` must have a floating point dtype")


def _dopri5(
    func,
    y0,
    t,
    rtol,
    atol,
    full_output=False,
    first_step=None,
    safety=0.9,
    ifactor=10.0,
    dfactor=0.2,
    max_num_steps=1000,
    name=None,
):
    first_step = 1.0 if first_step is None else first_step
    with tf.name_scope(
        name, "dopri5", [y0, t, rtol, atol, safety, ifactor, dfactor, max_num_steps]
    ) as scope:
        first_step, safety, ifactor, dfactor = (
            tf.convert_to_tensor(value, dtype=t.dtype)
            for value in (first_step, safety, ifactor, dfactor)
        )
        max_num_steps = tf.convert_to_tensor(max_num_steps, dtype=tf.int32)

        def adaptive_step(state, history, n_steps):
            y0, f0, _, t0, dt, coefficients = state
            checks = [
                tf.Assert(t0 + dt > t0, ["underflow in dt", dt]),
                tf.Assert(n_steps < max_num_steps, ["max_num_steps exceeded"]),
                tf.Assert(
                    tf.reduce_all(tf.is_finite(tf.abs(y0))),
                    ["non-finite values in state `y`", y0],
                ),
            ]
            with tf.control_dependencies([check for check in checks if check is not None]):
                y1, f1, y1_error, k = _runge_kutta_step(func, y0, f0, t0, dt)
            tolerance = atol + rtol * tf.maximum(tf.abs(y0), tf.abs(y1))
            ratios = _abs_square(y1_error) / _abs_square(tolerance)
            error_ratio = tf.sqrt(tf.reduce_mean(ratios))
            accepted = error_ratio <= 1
            new_state = _State(
                tf.cond(accepted, lambda: y1, lambda: y0),
                tf.cond(accepted, lambda: f1, lambda: f0),
                t0,
                tf.cond(accepted, lambda: t0 + dt, lambda: t0),
                _optimal_step_size(dt, error_ratio, safety, ifactor, dfactor),
                tf.cond(
                    accepted, lambda: _interp_fit_rk(y0, y1, k, dt), lambda: coefficients
                ),
            )
            history = _History(
                _append(history.integrate_points, t0 + dt),
                _append(history.error_ratio, error_ratio),
            )
            return new_state, history, n_steps + 1

        def interpolate(solution, history, state, i):
            state, history, _ = tf.while_loop(
                lambda state, *_: t[i] > state.t1, adaptive_step, (state, history, 0)
            )
            y = _interp_evaluate(state.interp_coeff, state.t0, state.t1, t[i])
            return solution.write(i, y), history, state, i + 1

        with _increasing(t):
            num_times = tf.size(t)
        solution = tf.TensorArray(y0.dtype, size=num_times).write(0, y0)
        history = _History(
            tf.TensorArray(t.dtype, size=0, dynamic_size=True),
            tf.TensorArray(rtol.dtype, size=0, dynamic_size=True),
        )
        state = _State(y0, func(y0, t[0]), t[0], t[0], first_step, [y0] * 5)
        solution, history, _, _ = tf.while_loop(
            lambda solution, history, state, i: i < num_times,
            interpolate,
            (solution, history, state, 1),
        )
        y = solution.stack(name=scope)
        y.set_shape(t.shape.concatenate(y0.shape))
        if not full_output:
            return y
        points = history.integrate_points.stack()
        return y, {
            "num_func_evals": 6 * tf.size(points) + 1,
            "integrate_points": points,
            "error_ratio": history.error_ratio.stack(),
        }


def odeint(
    func,
    y0,
    t,
    rtol=1e-6,
    atol=1e-12,
    method=None,
    options=None,
    full_output=False,
    name=None,
):
    """Integrate ``dy/dt = func(y, t)`` with adaptive steps.

    Args:
        func: (y, scalar t) -> dy/dt, like y.
        y0: float or complex tensor, y at ``t[0]``.
        t: 1-D, increasing times.
        rtol, atol: tolerated error of a step, relative and absolute.
        method: None or "dopri5".
        options: with ``method``: first_step, safety, ifactor, dfactor, max_num_steps.
        full_output: also give a dict about the steps.
        name: of the scope.

    Returns:
        [times] + shape of y0, and the dict if asked for.

    Raises:
        ValueError: an unknown method, or options without one. TypeError: a dtype is not floating.
    """
    if method is not None and method != "dopri5":
        raise ValueError(f"invalid method: {method!r}")
    if options is None:
        options = {}
    elif method is None:
        raise ValueError("cannot supply `options` without specifying `method`")
    with tf.name_scope(name, "odeint", [y0, t, rtol, atol]) as scope:
        y0 = tf.convert_to_tensor(y0, name="y0")
        t = tf.convert_to_tensor(t, preferred_dtype=tf.float64, name="t")
        _check_input_types(y0, t)
        error_dtype = tf.abs(y0).dtype
        rtol = tf.convert_to_tensor(rtol, dtype=error_dtype, name="rtol")
        atol = tf.convert_to_tensor(atol, dtype=error_dtype, name="atol")
        return _dopri5(
            func, y0, t, rtol=rtol, atol=atol, full_output=full_output, name=scope, **options
        )


def _midpoint_step(func, t, dt, y):
    scale = tf.cast(dt, y.dtype)
    return scale * func(y + func(y, t) * scale / 2, t + dt / 2)


def _rk4_step(func, t, dt, y):
    scale = tf.cast(dt, y.dtype)
    half = t + dt / 2
    k1 = func(y, t)
    k2 = func(y + scale * k1 / 2, half)
    k3 = func(y + scale * k2 / 2, half)
    k4 = func(y + scale * k3, t + dt)
    return tf.add_n([k1, 2 * k2, 2 * k3, k4]) * (scale / 6)


_FIXED_STEPS = {"midpoint": _midpoint_step, "rk4": _rk4_step}


def odeint_fixed(func, y0, t, dt=None, method="rk4", name=None):
    """Integrate ``dy/dt = func(y, t)`` with steps of about ``dt``.

    Args:
        func, y0, t: as `odeint`.
        dt: scalar, or one step size per interval; default the intervals of ``t``.
        method: "rk4" or "midpoint".
        name: of the scope.

    Returns:
        [times] + shape of y0.

    Raises:
        ValueError: an unknown method, or shapes that do not fit. TypeError: a dtype is not
            floating.
    """
    with tf.name_scope(name, "odeint_fixed", [y0, t, dt]):
        t = tf.convert_to_tensor(t, preferred_dtype=tf.float64, name="t")
        y0 = tf.convert_to_tensor(y0, name="y0")
        intervals = t[1:] - t[:-1]
        dt = intervals if dt is None else dt
        dt = tf.convert_to_tensor(dt, preferred_dtype=tf.float64, name="dt")
        counts = tf.ceil(intervals / dt)
        steps = intervals / counts
        counts = tf.cast(counts, tf.int32)
        _check_input_types(y0, t, steps)
        if t.shape.ndims > 1 or steps.shape.ndims > 1:
            raise ValueError("t must be a 1D tensor")
        times, gaps = tf.dimension_value(t.shape[0]), tf.dimension_value(steps.shape[0])
        if times != gaps + 1:
            raise ValueError("t and dt have incompatible lengths, must be N and N-1")
        if method not in _FIXED_STEPS:
            raise ValueError(f"method not supported: {method!s}")
        with _increasing(t):
            return _integrate_fixed(_FIXED_STEPS[method], func, y0, t, steps, counts)


def _integrate_fixed(step, func, y0, t, steps, counts):
    def integrate_interval(solution, y, now, i):
        dt = steps[i - 1]

        def advance(y, now, j):
            return y + tf.cast(step(func, now, dt, y), y.dtype), now + dt, j + 1

        y, now, _ = tf.while_loop(
            lambda y, now, j: j < counts[i - 1], advance, (y, now, 0)
        )
        return solution.write(i, y), y, now, i + 1

    num_times = tf.size(t)
    solution = tf.TensorArray(y0.dtype, num_times).write(0, y0)
    solution, _, _, _ = tf.while_loop(
        lambda solution, y, now, i: i < num_times, integrate_interval, (solution, y0, t[0], 1)
    )
    solution = solution.stack()
    solution.set_shape(t.shape.concatenate(y0.shape))
    return solution

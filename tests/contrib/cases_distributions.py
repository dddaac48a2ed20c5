"""Cases of tf.contrib.distributions and bayesflow."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def core(tf):
    ds = tf.contrib.distributions
    x = tf.constant(abs(features(2, 3)) + 0.1)
    made = {
        "Normal": ds.Normal(0.5, x), "Laplace": ds.Laplace(0.5, x), "Beta": ds.Beta(x, 1.5),
        "Gamma": ds.Gamma(x, 2.0), "Exponential": ds.Exponential(x),
        "StudentT": ds.StudentT(3.0, 0.0, x), "Uniform": ds.Uniform(0.0, x + 1.0),
        "softplus": ds.NormalWithSoftplusScale(0.5, x),
        "gamma_softplus": ds.GammaWithSoftplusConcentrationRate(x, 2.0),
    }
    results = {name: [d.log_prob(x), d.mean(), d.stddev()] for name, d in made.items()}
    bernoulli = ds.Bernoulli(logits=x)
    categorical = ds.Categorical(logits=x)
    results["discrete"] = [
        bernoulli.log_prob([[0, 1, 1]] * 2), categorical.log_prob([0, 2]), categorical.entropy(),
        ds.Dirichlet(x).log_prob(tf.nn.softmax(x)), categorical.sample(4, seed=3),
        bernoulli.sample(seed=2), ds.Normal(0.0, x).sample(3, seed=1)]
    results["kl"] = [ds.kl_divergence(ds.Normal(0.0, x), ds.Normal(1.0, 2.0))]
    results["util"] = [ds.fill_triangular(tf.constant(features(2, 6))), ds.softplus_inverse(x),
                       ds.fill_triangular_inverse(tf.constant(features(2, 3, 3))),
                       ds.percentile(x, 30.0)]
    return results


@case
def probability(tf):
    ds = tf.contrib.distributions
    x = tf.constant(abs(features(2, 3)) + 0.1)
    loc = tf.constant(features(2, 3))
    tril = tf.matrix_band_part(tf.constant(abs(features(3, 3)) + 0.5), -1, 0)
    mixture = ds.MixtureSameFamily(ds.Categorical(logits=[0.1, 0.7]), ds.Normal([0.0, 1.0], 2.0))
    mixed = ds.Mixture(
        ds.Categorical(logits=[0.1, 0.7]), [ds.Normal(0.0, 1.0), ds.Normal(1.0, 2.0)])
    lognormal = ds.TransformedDistribution(ds.Normal(0.0, x), ds.bijectors.Exp())
    diag = ds.MultivariateNormalDiag(loc, x)
    return {
        "mvn": [diag.log_prob(x), diag.entropy(),
                ds.MultivariateNormalTriL(loc, tril).log_prob(x),
                ds.MultivariateNormalDiag(loc, scale_identity_multiplier=[0.5, 2.0]).log_prob(x),
                ds.MultivariateNormalFullCovariance(loc, tf.eye(3) * 2.0).log_prob(x),
                ds.MultivariateNormalDiagWithSoftplusScale(loc, loc).log_prob(x),
                ds.kl_divergence(diag, ds.MultivariateNormalDiag(loc * 0, x * 0 + 1))],
        "mixtures": [mixture.log_prob(x), mixed.log_prob(x), mixture.mean()],
        "wrapped": [ds.Independent(ds.Normal(loc, x), 1).log_prob(x), lognormal.log_prob(x)],
        "others": [ds.Poisson(x).log_prob([1.0, 2.0, 3.0]), ds.Logistic(loc, x).log_prob(x),
                   ds.Cauchy(loc, x).log_prob(x), ds.InverseGamma(x, x).log_prob(x),
                   ds.HalfNormal(x).log_prob(x), ds.Geometric(probs=x / 3).log_prob(2.0),
                   ds.Binomial(5.0, probs=x / 3).log_prob(2.0), ds.Chi2(x).log_prob(x),
                   ds.OneHotCategorical(logits=x).log_prob([0, 1, 0]),
                   ds.RelaxedOneHotCategorical(0.5, logits=x).log_prob(tf.nn.softmax(loc)),
                   ds.NegativeBinomial(3.0, probs=x / 3).log_prob(2.0),
                   ds.Deterministic(x).prob(x),
                   ds.VectorLaplaceDiag(loc, x).log_prob(x),
                   ds.VectorExponentialDiag(loc - 2.0, x).log_prob(x),
                   ds.WishartFull(5.0, tf.eye(3) * 2.0).log_prob(tf.eye(3)),
                   ds.WishartCholesky(5.0, tril).log_prob(tf.eye(3)),
                   ds.Chi2WithAbsDf(x + 1.5).log_prob(x)],
        "bijectors": [ds.bijectors.AffineScalar(1.0, 2.0).forward(x),
                      ds.bijectors.Sigmoid().inverse(tf.sigmoid(x)),
                      ds.bijectors.Softplus().forward_log_det_jacobian(x, event_ndims=0)],
    }


@case
def old_arguments(tf):
    """What TensorFlow Probability names, orders or splits otherwise."""
    ds, tfb = tf.contrib.distributions, tf.contrib.distributions.bijectors
    x, loc = tf.constant(abs(features(2, 3)) + 0.1), tf.constant(features(2, 3))
    factor = tf.constant(features(3, 2))
    gamma = ds.InverseGamma(concentration=x, rate=x + 1.0)
    mixture = ds.Mixture(ds.Categorical(logits=[0.1, 0.7]), [ds.Normal(0.0, 1.0), ds.Normal(1.0, 2.0)],
                         use_static_graph=True)
    low = ds.MultivariateNormalDiagPlusLowRank(loc, x, [0.5, 2.0], factor)
    spread = ds.TransformedDistribution(ds.Normal(0.0, 1.0), tfb.Exp(), event_shape=[3])
    wishart = ds.WishartCholesky(5.0, scale=tf.eye(3) * 2.0, cholesky_input_output_matrices=True)
    tril = tf.matrix_band_part(tf.constant(abs(features(3, 3)) + 0.5), -1, 0)
    affine = [tfb.Affine(loc, scale_identity_multiplier=2.0), tfb.Affine(loc, scale_diag=x),
              tfb.Affine(scale_tril=tril, scale_identity_multiplier=1.0),
              tfb.Affine(loc, scale_diag=x, scale_perturb_factor=factor)]
    rising = tf.constant([[-1.0, 0.5, 3.0]])
    return {
        "densities": [gamma.log_prob(x), gamma.rate, mixture.log_prob(x), low.log_prob(x), low.covariance(),
                      spread.log_prob(x), wishart.log_prob(tf.eye(3) * 1.5),
                      ds.RelaxedOneHotCategorical(0.5, x, None, tf.float32).log_prob(tf.nn.softmax(loc))],
        "affine": [f(x) for a in affine for f in (
            a.forward, a.inverse, lambda y, a=a: a.forward_log_det_jacobian(y, event_ndims=1))],
        "ordered": [tfb.Ordered().forward(rising), tfb.Ordered().inverse(rising),
                    tfb.Ordered().forward_log_det_jacobian(rising, event_ndims=1)],
    }


@case
def what_they_tell(tf):
    ds = tf.contrib.distributions
    p = tf.nn.softmax(tf.constant(features(2, 3)))
    diagonal = ds.MultivariateNormalDiag([0.0, 1.0], [1.0, 2.0], scale_identity_multiplier=0.5)
    other = ds.MultivariateNormalDiag([1.0, 1.0], [1.0, 1.0])
    kinds = [ds.OneHotCategorical(probs=p), ds.ExpRelaxedOneHotCategorical(0.5, probs=p),
             ds.RelaxedBernoulli(0.5, probs=p),
             ds.Binomial(3.0, probs=p), ds.Geometric(probs=p), ds.NegativeBinomial(3.0, probs=p)]
    vectors = [ds.VectorLaplaceDiag([1.0, 2.0], [3.0, 0.5]), ds.VectorExponentialDiag([1.0, 2.0], [3.0, 0.5])]
    every = kinds + vectors + [diagonal, ds.Logistic(0.0, 1.0), ds.Independent(ds.Normal([0.0, 1.0], 1.0), 1)]
    copies = [diagonal.copy(loc=[2.0, 2.0]), ds.InverseGamma(3.0, 2.0).copy(rate=4.0), vectors[1].copy(loc=[0.0, 0.0]),
              ds.WishartFull(3.0, [[1.0, 0.2], [0.2, 2.0]]).copy(df=4.0),
              ds.TransformedDistribution(ds.Normal(0.0, 1.0), ds.bijectors.Exp()).copy(name="again")]
    locs = tf.constant(features(3, 2))
    normal = [ds.MultivariateNormalDiag(locs, [1.0, -2.0]), ds.MultivariateNormalDiag(locs),
              ds.MultivariateNormalDiag(locs, scale_identity_multiplier=2.0), ds.VectorExponentialDiag(locs),
              ds.MultivariateNormalTriL(locs, [[1.0, 0.0], [0.5, 2.0]]),
              ds.MultivariateNormalFullCovariance(locs, [[1.0, 0.5], [0.5, 2.0]]),
              ds.MultivariateNormalDiagPlusLowRank(locs, [1.0, 2.0], scale_perturb_factor=[[1.0], [0.5]]),
              ds.MultivariateNormalDiagWithSoftplusScale(locs, [1.0, 2.0]), ds.VectorExponentialDiag(locs, [1.0, -2.0]),
              ds.VectorLaplaceDiag(locs, [1.0, -2.0])]
    return {
        "spreads": [value for d in normal for value in (d.covariance(), d.variance(), d.stddev(), d.mean())],
        "logits": [kind.logits for kind in kinds],
        "given_logits": [type(kind)(logits=kind.logits, **more).probs for kind, more in (
            (kinds[0], {}), (kinds[2], {"temperature": 0.5}), (kinds[3], {"total_count": 3.0}), (kinds[4], {}))],
        "poisson": [ds.Poisson(rate=2.0).log_rate, ds.Poisson(log_rate=2.0).rate],
        "sizes": [kind.event_size for kind in kinds[:2]],
        "chi2": [ds.Chi2(3.0).concentration, ds.Chi2(3.0).rate],
        "vectors": [value for v in vectors for value in (v.loc, v.scale.to_dense(), v.variance(), v.stddev(), v.mean(),
                                                         v.covariance(), v.mode())],
        "copies": [copies[0].mean(), copies[1].mean(), copies[2].mean(), copies[3].mean(), copies[4].log_prob(2.0)],
        "divergences": [tf.distributions.kl_divergence(diagonal, other), ds.kl_divergence(kinds[0], kinds[0]),
                        tf.distributions.kl_divergence(every[-1], every[-1].copy())],
        "kinds": [tf.constant([float(isinstance(d, tf.distributions.Distribution)),
                               float(d.reparameterization_type == ds.FULLY_REPARAMETERIZED),
                               float(d.reparameterization_type == tf.distributions.NOT_REPARAMETERIZED)])
                  for d in every],
    }


@case
def moving(tf):
    ds = tf.contrib.distributions
    value = tf.constant(features(2, 3))
    mean, variance, log = [tf.get_variable(name, [2, 3], initializer=tf.zeros_initializer(), trainable=False)
                           for name in ("mean", "variance", "log")]
    with tf.variable_scope("own"):
        own = ds.moving_mean_variance(value, 0.9)
    return {"kept": list(ds.assign_moving_mean_variance(mean, variance, value, 0.9)),
            "own": list(own), "log": ds.assign_log_moving_mean_exp(log, value, 0.75)}


@case
def bayesflow(tf):
    monte_carlo = tf.contrib.bayesflow.monte_carlo
    p, q = tf.contrib.distributions.Normal(0.0, 1.0), tf.contrib.distributions.Normal(0.3, 2.0)
    z = tf.constant(features(20))
    return {"sampler": monte_carlo.expectation_importance_sampler(tf.sin, p.log_prob, q, z=z),
            "log": monte_carlo.expectation_importance_sampler_logspace(tf.cos, p.log_prob, q, z=z),
            "mean": [monte_carlo.expectation(tf.sin, z),
                     monte_carlo.expectation(tf.sin, z, p.log_prob, use_reparametrization=False)]}

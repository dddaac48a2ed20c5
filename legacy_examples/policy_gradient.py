import numpy as np
import tensorflow as tf

# Vanilla policy gradient agent (REINFORCE) balancing a pole. The pole is simulated here, no gym needed.
np.random.seed(21)
tf.set_random_seed(21)

gamma = 0.99


class CartPole(object):
    def __init__(self):
        self.rng = np.random.RandomState(5)

    def reset(self):
        self.s = self.rng.uniform(-0.05, 0.05, size=4)
        return self.s.copy()

    def step(self, a):
        x, x_dot, theta, theta_dot = self.s
        force = 10.0 if a == 1 else -10.0
        cos, sin = np.cos(theta), np.sin(theta)
        temp = (force + 0.05 * theta_dot ** 2 * sin) / 1.1
        thetaacc = (9.8 * sin - cos * temp) / (0.5 * (4.0 / 3.0 - 0.1 * cos ** 2 / 1.1))
        xacc = temp - 0.05 * thetaacc * cos / 1.1
        self.s = np.array([x + 0.02 * x_dot, x_dot + 0.02 * xacc,
                           theta + 0.02 * theta_dot, theta_dot + 0.02 * thetaacc])
        done = bool(abs(self.s[0]) > 2.4 or abs(self.s[2]) > 12 * np.pi / 180)
        return self.s.copy(), 1.0, done, {}


def discount_rewards(r):
    """ take 1D float array of rewards and compute discounted reward """
    discounted_r = np.zeros_like(r)
    running_add = 0
    for t in reversed(range(0, r.size)):
        running_add = running_add * gamma + r[t]
        discounted_r[t] = running_add
    return discounted_r


class agent():
    def __init__(self, lr, s_size, a_size, h_size):
        # feed-forward part: the agent takes a state and produces an action.
        self.state_in = tf.placeholder(shape=[None, s_size], dtype=tf.float32)
        hidden = tf.contrib.layers.fully_connected(
            self.state_in, h_size, biases_initializer=None, activation_fn=tf.nn.relu)
        self.output = tf.contrib.layers.fully_connected(
            hidden, a_size, activation_fn=tf.nn.softmax, biases_initializer=None)
        self.chosen_action = tf.argmax(self.output, 1)

        # training part: reward and chosen action give the loss
        self.reward_holder = tf.placeholder(shape=[None], dtype=tf.float32)
        self.action_holder = tf.placeholder(shape=[None], dtype=tf.int32)
        self.indexes = tf.range(0, tf.shape(self.output)[0]) * tf.shape(self.output)[1] + self.action_holder
        self.responsible_outputs = tf.gather(tf.reshape(self.output, [-1]), self.indexes)
        self.loss = -tf.reduce_mean(tf.log(self.responsible_outputs) * self.reward_holder)

        tvars = tf.trainable_variables()
        self.gradient_holders = []
        for idx, var in enumerate(tvars):
            placeholder = tf.placeholder(tf.float32, name=str(idx) + '_holder')
            self.gradient_holders.append(placeholder)
        self.gradients = tf.gradients(self.loss, tvars)
        optimizer = tf.train.AdamOptimizer(learning_rate=lr)
        self.update_batch = optimizer.apply_gradients(zip(self.gradient_holders, tvars))


tf.reset_default_graph()  # Clear the Tensorflow graph.
tf.set_random_seed(21)

env = CartPole()
myAgent = agent(lr=3e-2, s_size=4, a_size=2, h_size=8)
total_episodes = 61
max_ep = 120
update_frequency = 5

init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    total_reward = []
    gradBuffer = sess.run(tf.trainable_variables())
    for ix, grad in enumerate(gradBuffer):
        gradBuffer[ix] = grad * 0
    print('policy at the start: %.5f %.5f' % tuple(
        sess.run(myAgent.output, {myAgent.state_in: [[0.1, 0.2, 0.05, -0.3]]})[0]))

    for i in range(total_episodes):
        s = env.reset()
        running_reward = 0
        ep_history = []
        for j in range(max_ep):
            # Probabilistically pick an action given our network outputs.
            a_dist = sess.run(myAgent.output, feed_dict={myAgent.state_in: [s]})
            a = int(np.random.rand() > a_dist[0][0])
            s1, r, d, _ = env.step(a)
            ep_history.append((s, a, r))
            s = s1
            running_reward += r
            if d:
                break
        states = np.vstack([h[0] for h in ep_history])
        actions = [h[1] for h in ep_history]
        rewards = discount_rewards(np.array([h[2] for h in ep_history]))
        feed_dict = {myAgent.reward_holder: rewards,
                     myAgent.action_holder: actions, myAgent.state_in: states}
        grads = sess.run(myAgent.gradients, feed_dict=feed_dict)
        for idx, grad in enumerate(grads):
            gradBuffer[idx] += grad
        if i % update_frequency == 0 and i != 0:
            sess.run(myAgent.update_batch, dict(zip(myAgent.gradient_holders, gradBuffer)))
            for ix, grad in enumerate(gradBuffer):
                gradBuffer[ix] = grad * 0
        total_reward.append(running_reward)
        if i % 20 == 0 and i > 0:
            print('mean reward of the last 20 episodes: %.2f' % np.mean(total_reward[-20:]))

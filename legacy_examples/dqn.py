"""
Deep Q network on a corridor: replay memory, a frozen target network, epsilon-greedy.
"""
import random
from collections import deque

import numpy as np
import tensorflow as tf

random.seed(0)
np.random.seed(0)
tf.set_random_seed(0)

GAMMA = 0.9
INITIAL_EPSILON = 0.9
FINAL_EPSILON = 0.05
REPLAY_SIZE = 1000
BATCH_SIZE = 32
REPLACE_TARGET_FREQ = 25


class Corridor(object):
    """Walk to the right end (reward 1) without stepping on the trap at the left end (reward -1)."""
    def __init__(self, length=7):
        self.length = length

    def observe(self):
        state = np.zeros(self.length, dtype=np.float)
        state[self.position] = 1.
        return state

    def reset(self):
        self.position = self.length // 2
        self.t = 0
        return self.observe()

    def step(self, action):
        self.position += 1 if action == 1 else -1
        self.t += 1
        done = self.position in (0, self.length - 1) or self.t >= 30
        reward = {0: -1., self.length - 1: 1.}.get(self.position, -0.01)
        return self.observe(), reward, done, {}


class DQN():
    def __init__(self, env):
        self.replay_buffer = deque()
        self.time_step = 0
        self.epsilon = INITIAL_EPSILON
        self.state_dim = env.length
        self.action_dim = 2
        self.create_Q_network()
        self.create_training_method()
        self.session = tf.InteractiveSession()
        self.session.run(tf.global_variables_initializer())

    def create_Q_network(self):
        self.state_input = tf.placeholder("float", [None, self.state_dim])
        with tf.variable_scope('current_net'):
            W1 = self.weight_variable([self.state_dim, 20])
            b1 = self.bias_variable([20])
            W2 = self.weight_variable([20, self.action_dim])
            b2 = self.bias_variable([self.action_dim])
            h_layer = tf.nn.relu(tf.matmul(self.state_input, W1) + b1)
            self.Q_value = tf.matmul(h_layer, W2) + b2
        with tf.variable_scope('target_net'):
            W1t = self.weight_variable([self.state_dim, 20])
            b1t = self.bias_variable([20])
            W2t = self.weight_variable([20, self.action_dim])
            b2t = self.bias_variable([self.action_dim])
            h_layer_t = tf.nn.relu(tf.matmul(self.state_input, W1t) + b1t)
            self.target_Q_value = tf.matmul(h_layer_t, W2t) + b2t
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='target_net')
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='current_net')
        with tf.variable_scope('soft_replacement'):
            self.target_replace_op = [tf.assign(t, e) for t, e in zip(t_params, e_params)]

    def create_training_method(self):
        self.action_input = tf.placeholder("float", [None, self.action_dim])  # one hot
        self.y_input = tf.placeholder("float", [None])
        Q_action = tf.reduce_sum(tf.multiply(self.Q_value, self.action_input), reduction_indices=1)
        self.cost = tf.reduce_mean(tf.square(self.y_input - Q_action))
        self.optimizer = tf.train.AdamOptimizer(0.01).minimize(self.cost)

    def perceive(self, state, action, reward, next_state, done):
        one_hot_action = np.zeros(self.action_dim)
        one_hot_action[action] = 1
        self.replay_buffer.append((state, one_hot_action, reward, next_state, done))
        if len(self.replay_buffer) > REPLAY_SIZE:
            self.replay_buffer.popleft()
        if len(self.replay_buffer) > BATCH_SIZE:
            self.train_Q_network()

    def train_Q_network(self):
        self.time_step += 1
        minibatch = random.sample(self.replay_buffer, BATCH_SIZE)
        state_batch = [data[0] for data in minibatch]
        action_batch = [data[1] for data in minibatch]
        reward_batch = [data[2] for data in minibatch]
        next_state_batch = [data[3] for data in minibatch]
        y_batch = []
        Q_value_batch = self.target_Q_value.eval(feed_dict={self.state_input: next_state_batch})
        for i in range(0, BATCH_SIZE):
            if minibatch[i][4]:
                y_batch.append(reward_batch[i])
            else:
                y_batch.append(reward_batch[i] + GAMMA * np.max(Q_value_batch[i]))
        _, self.loss = self.session.run([self.optimizer, self.cost], feed_dict={
            self.y_input: y_batch,
            self.action_input: action_batch,
            self.state_input: state_batch
        })
        if self.time_step % REPLACE_TARGET_FREQ == 0:
            self.session.run(self.target_replace_op)

    def egreedy_action(self, state):
        Q_value = self.Q_value.eval(feed_dict={self.state_input: [state]})[0]
        self.epsilon = max(FINAL_EPSILON, self.epsilon - 0.002)
        if random.random() <= self.epsilon:
            return random.randint(0, self.action_dim - 1)
        return np.argmax(Q_value)

    def action(self, state):
        return np.argmax(self.Q_value.eval(feed_dict={self.state_input: [state]})[0])

    def weight_variable(self, shape):
        initial = tf.truncated_normal(shape, stddev=0.3)
        return tf.Variable(initial)

    def bias_variable(self, shape):
        return tf.Variable(tf.constant(0.01, shape=shape))


def main():
    env = Corridor()
    agent = DQN(env)
    for episode in range(61):
        state = env.reset()
        for step in range(30):
            action = agent.egreedy_action(state)
            next_state, reward, done, _ = env.step(action)
            agent.perceive(state, action, reward, next_state, done)
            state = next_state
            if done:
                break
        if episode % 20 == 0 and episode > 0:
            total_reward = 0
            state = env.reset()
            for j in range(30):
                state, reward, done, _ = env.step(agent.action(state))
                total_reward += reward
                if done:
                    break
            print('episode: %d Evaluation Average Reward: %.2f loss: %.5f' % (
                episode, total_reward, agent.loss))
    q = agent.Q_value.eval(feed_dict={agent.state_input: np.eye(env.length)[1:-1]})
    print('greedy policy:', ''.join('LR'[a] for a in q.argmax(1)))
    print('value of the state next to the goal: %.2f' % q[-1].max())


if __name__ == '__main__':
    main()

'''Grad-CAM and a saliency map through K.gradients, and activations of the layers with K.function.
'''
from __future__ import print_function
import numpy as np
import tensorflow as tf
import keras
from keras import backend as K
from keras.layers import Conv2D, MaxPooling2D, Flatten, Dense, Dropout
from keras.models import Sequential

np.random.seed(8)
sess = tf.Session()
K.set_session(sess)

x = np.random.normal(scale=0.2, size=(120, 10, 10, 1))
y = np.random.randint(2, size=120)
x[y == 0, 1:4, 1:4] += 1
x[y == 1, 6:9, 6:9] += 1

model = Sequential()
model.add(Conv2D(6, 3, activation='relu', input_shape=(10, 10, 1)))
model.add(Conv2D(6, 3, activation='relu', name='last_conv'))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dropout(0.3))
model.add(Dense(2, activation='softmax'))
model.compile('rmsprop', 'sparse_categorical_crossentropy')
for _ in range(12):
    loss = model.train_on_batch(x, y)
print('loss %.4f' % loss)


def grad_cam(input_model, image, cls, layer_name):
    y_c = input_model.output[0, cls]
    conv_output = input_model.get_layer(layer_name).output
    grads = K.gradients(y_c, conv_output)[0]
    gradient_function = K.function([input_model.input, K.learning_phase()], [conv_output, grads])
    output, grads_val = gradient_function([image, 0])
    output, grads_val = output[0, :], grads_val[0, :, :, :]
    weights = np.mean(grads_val, axis=(0, 1))
    cam = np.maximum(np.dot(output, weights), 0)
    return cam / (cam.max() + 1e-8)


cam = grad_cam(model, x[:1], int(y[0]), 'last_conv')
print('cam', cam.shape, '%.3f' % cam.mean(), np.unravel_index(cam.argmax(), cam.shape)[0] > 2, y[0])

saliency = K.gradients(K.max(model.output, axis=1), model.input)[0]
values = sess.run(saliency, feed_dict={model.input: x[:4], K.learning_phase(): 0})
print('saliency', values.shape, '%.4f' % np.abs(values).mean())

outputs = [layer.output for layer in model.layers]
functor = K.function([model.input, K.learning_phase()], outputs)
print([a.shape for a in functor([x[:3], 1.])])
print('uses learning phase:', model.uses_learning_phase)
print(keras.backend.backend(), K.int_shape(model.output), K.ndim(model.output))

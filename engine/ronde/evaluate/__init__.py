"""One candidate: the reference that defines what rules mean, and the forward chainer that is held equal to it."""

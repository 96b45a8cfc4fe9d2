"""An amount that shrinks as a number grows above a threshold."""

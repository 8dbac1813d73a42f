"""What the worker does beside the tasks in its queue: it takes up what was cut off and sees to what was declared."""

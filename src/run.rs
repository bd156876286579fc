//! The loop that joins the machine, the screen and the workers.

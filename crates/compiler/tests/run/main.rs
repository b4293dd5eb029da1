//! What is done with a compiled function, against the plain loops that it stands for.

mod functions;

mod a_stop_is_heeded;
mod maps_store_every_result;
mod other_writers_are_survived;
mod reductions_are_the_same_on_any_number_of_threads;
mod searches_find_what_a_loop_finds;

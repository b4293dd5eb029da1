//! The front end: what it accepts gives what JavaScript gives, what it refuses it names, and no text breaks it.

mod any_text_is_answered;
mod elements_have_their_types;
mod lowered_functions_give_what_node_gives;
mod refusals_name_the_place_and_the_remedy;
mod run;

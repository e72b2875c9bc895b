//! What comes from outside in a file: roles, manifests, components. Whatever the bytes are, the readers neither fall nor
//! hang; they give a value that can be written and read again, or say what is wrong. What is accepted keeps the rules of
//! the model.

mod chance;
mod components;
mod manifests;
mod model;
mod role_files;
mod run;

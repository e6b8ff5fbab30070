//! From workbook to [`site::Site`]: every id looked up, every link followed, everything frozen. What is only doubtful
//! is left to the checks in [`rules`].

pub mod graph;
pub mod item;
pub mod links;
pub mod lookup;
pub mod query;
pub mod register;
mod resolver;
pub mod rules;
pub mod site;
pub mod span_table;
mod verdiplass;

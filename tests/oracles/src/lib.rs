//! Other engines, told our rules.

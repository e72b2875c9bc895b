//! A whole desk, asked over HTTP and by the command line only, as people and scripts do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod account;
mod admin;
mod audit;
mod backup;
mod bad_command;
mod bad_input;
mod bans;
mod calendar;
mod canned;
mod collaborator;
mod crash;
mod custom_roles;
mod denials;
mod edges;
mod files;
mod forms;
mod hooks;
mod host_functions;
mod import;
mod languages;
mod live;
mod mail_real;
mod merging;
mod museum;
mod old_plugins;
mod orders;
mod parts;
mod people;
mod personal;
mod plugin_pages;
mod plugins;
mod reports;
mod roles;
mod routes;
mod rules;
mod scenario;
mod schedule;
mod search;
mod signals;
mod unsent;
mod view_as;

//! Pages in Thai and English, their assets, and the layers every request passes.
//!
//! This crate turns what the use cases answer into HTML and JSON. It decides nothing about plans, scores or
//! permissions and never touches storage. Rooms: [`shell`] (router and layers), [`layout`] (the page around every
//! page), [`components`] (what pages are built of), [`chart`] (drawings), [`text`] (words), [`errors`] (refusals).

// Templates name components by the same path here and in the tests.
extern crate self as phaen_web;

pub mod accounts;
pub mod api;
pub mod assets;
pub mod board;
pub mod books;
pub mod calendar;
pub mod caller;
pub mod chart;
pub mod components;
pub mod cookies;
pub mod display;
pub mod download;
pub mod errors;
pub mod evidence;
pub mod exchange;
pub mod explain;
pub mod feeds;
pub mod flash;
pub mod indicators;
pub mod journal;
pub mod kept;
pub mod layers;
pub mod layout;
pub mod login;
pub mod notices;
pub mod offices;
pub mod overview;
pub mod plan;
pub mod preferences;
pub mod projects;
pub mod returns;
pub mod rooms;
pub mod rounds;
pub mod search;
mod sending;
pub mod shell;
pub mod signed;
pub mod site;
mod spool;
pub mod text;
pub mod units;
mod upload;
pub mod view;
pub mod visitor;
pub mod when;
pub mod work;

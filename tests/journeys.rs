//! Journeys: what a reader does and sees, told as stories on a real library, without threads and without waiting.
#![allow(clippy::unwrap_used)]

mod anything;
mod feeds;
mod finding;
mod first;
mod journey;
mod links;
mod marks;
mod moving;
mod opening;
mod pages;
mod racing;
mod reading;
mod screens;
mod trouble;
mod undoing;
mod views;

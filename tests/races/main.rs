//! Many runs at once into one folder, and runs that are killed: what people
//! find in the folder afterwards is one whole set. `RIGHTPLACE_RACES` and
//! `RIGHTPLACE_KILLS` say how many of each are tried; a few by default.

#![cfg(unix)]

mod folder;
mod killed;
mod together;

//! The program as people and other programs meet it: exit statuses, what is
//! written, and what is said.

mod allocate;
mod audit;
mod bench;
mod check;
#[cfg(test)]
mod closed;
mod deadlines;
mod doctor;
mod draws;
mod earlier;
#[cfg(test)]
mod explain;
mod export;
mod generate;
mod help;
#[cfg(test)]
mod html;
mod init;
mod manual;
#[cfg(test)]
mod next;
mod packs;
mod pages;
mod plan;
mod replay;
#[cfg(test)]
mod support;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod whatif;
mod whatif_faults;
#[cfg(test)]
mod whatif_limits;
#[cfg(test)]
mod whatif_parts;
#[cfg(test)]
mod year;

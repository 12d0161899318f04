//! Both databases: tables, locks, outages, backups.

mod away;
mod damaged_counts;
mod pooled;
mod refused;
mod released;
mod schemas;
mod spread;
mod tls;
mod upkeep;

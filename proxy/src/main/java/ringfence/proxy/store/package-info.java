/// What outlives the process, in SQL: an SQLite file or a PostgreSQL database, their tables and how
/// those came to be.
package ringfence.proxy.store;

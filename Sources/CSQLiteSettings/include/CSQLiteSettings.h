#pragma once

/// Switches off SQLite's statistics of its own memory, which are one lock shared by all threads. Has to be called before
/// the first use of SQLite in the process; afterwards it changes nothing. Gives SQLite's result code.
int healthcode_sqlite_without_memory_statistics(void);
